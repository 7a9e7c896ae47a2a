using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

/// <summary>The toy machine's four packages as a prefill instance: eight dies, a head each, on two nodes.</summary>
internal static class ToyPrefill
{
    public static PrefillOptions Options { get; } = new()
    {
        Machine = Toy.Machine,
        Model = Toy.Model,
        Npus = 4,
        BatchTokens = 1001,
        Prompt = 300,
        Routing = new RoutingSpec(RoutingKind.Skewed, 0.5),
        Seed = 20_250_612,
    };

    public static PrefillSpec Spec { get; } = PrefillSpecReader.Read(Options);

    public static PrefillReport Run(PrefillOptions options) =>
        EmbeddedPrefill.Run(PrefillSpecReader.Read(options)).Report;

    public static PrefillOutcome Watch(PrefillOptions options)
    {
        var spec = PrefillSpecReader.Read(options);
        return EmbeddedPrefill.Run(spec, Enumerable.Range(0, spec.Dies).Select(die => new RankId(die)));
    }

    public static PrefillSpec With(params IEnumerable<PrefillSequence> sequences) =>
        Spec with { Sequences = [.. sequences] };
}
