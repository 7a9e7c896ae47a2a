using System.Text.Json.Serialization;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>A generation's report as it is printed.</summary>
/// <param name="Generation">Texts, and the decode of the model that generated them.</param>
/// <param name="PricedAs">The same in the shape of another model; left out where none is asked for.</param>
internal sealed record GenerationDocument(
    GenerationReport Generation,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PricedShape? PricedAs);
