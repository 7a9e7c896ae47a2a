using System.Text.Json.Serialization;

namespace CloudMatrix.Simulation;

/// <summary>Where the times of batches and iterations come from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Fidelity>))]
public enum Fidelity
{
    /// <summary>From few runs of the full pipelines, and between them by interpolation.</summary>
    [JsonStringEnumMemberName("memo")]
    Memo,

    /// <summary>Every batch and every iteration runs in full, each token routed.</summary>
    [JsonStringEnumMemberName("token")]
    Token,
}
