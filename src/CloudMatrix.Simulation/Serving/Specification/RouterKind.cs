using System.Text.Json.Serialization;

namespace CloudMatrix.Simulation;

/// <summary>Which prefill instance computes a prompt.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RouterKind>))]
public enum RouterKind
{
    /// <summary>The one with the fewest tokens before it.</summary>
    [JsonStringEnumMemberName("least-loaded")]
    LeastLoaded,

    /// <summary>One after the other.</summary>
    [JsonStringEnumMemberName("round-robin")]
    RoundRobin,

    /// <summary>The one where it is done soonest, given what it shares with prompts before it there.</summary>
    [JsonStringEnumMemberName("cache-aware")]
    CacheAware,
}
