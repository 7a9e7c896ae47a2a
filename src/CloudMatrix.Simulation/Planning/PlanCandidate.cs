using System.Text.Json.Serialization;
using CloudMatrix.Costs;

namespace CloudMatrix.Simulation;

/// <summary>A configuration that a plan tries.</summary>
/// <param name="Prefills">Prefill instances.</param>
/// <param name="PrefillNpus">NPUs of each.</param>
/// <param name="Decodes">Decode instances.</param>
/// <param name="DecodeNpus">NPUs of each.</param>
public sealed record PlanCandidate(int Prefills, int PrefillNpus, int Decodes, int DecodeNpus)
{
    /// <summary>Requests that an NPU may decode at the same time.</summary>
    public required int Batch { get; init; }

    /// <summary>Microbatches of decode; null for the faster ones at each load.</summary>
    public required int? Microbatches { get; init; }

    /// <summary>Layers that draft a token; null for what the model has, at most 1.</summary>
    public required int? Mtp { get; init; }

    /// <summary>The network to the pool.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<CachePlane>))]
    public required CachePlane Plane { get; init; }

    /// <summary>NPUs of all instances.</summary>
    public int Npus => (Prefills * PrefillNpus) + (Decodes * DecodeNpus);

    /// <summary>The replay on this configuration.</summary>
    /// <param name="common">What is the same in every configuration.</param>
    public ReplayOptions Of(ReplayOptions common)
    {
        ArgumentNullException.ThrowIfNull(common);
        var service = common.Service with
        {
            Prefills = Prefills,
            PrefillNpus = PrefillNpus,
            Decodes = Decodes,
            DecodeNpus = DecodeNpus,
            Batch = Batch,
            Microbatches = Microbatches,
            Mtp = Mtp,
            Plane = Plane,
            Elastic = null,
        };
        return common with { Service = service };
    }
}
