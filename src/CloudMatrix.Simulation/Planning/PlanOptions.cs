using System.Collections.Immutable;
using CloudMatrix.Costs;

namespace CloudMatrix.Simulation;

/// <summary>What to plan for, and what to try, as a person writes it; <see cref="PlanSpecReader"/> checks it.</summary>
public sealed record PlanOptions
{
    /// <summary>
    /// The trace, the promise, and all that is the same in every configuration; its service's own counts of instances,
    /// their sizes and batches are not looked at, and roles are fixed.
    /// </summary>
    public required ReplayOptions Replay { get; init; }

    /// <summary>NPUs that a configuration may use; null for those of the machine.</summary>
    public int? Npus { get; init; }

    /// <summary>Share of the requests that must be served as promised, above 0 and at most 1.</summary>
    public double Attainment { get; init; } = 0.95;

    /// <summary>Sizes of a prefill instance to try, in NPUs.</summary>
    public ImmutableArray<int> PrefillNpus { get; init; } = [16];

    /// <summary>Counts of prefill instances to try.</summary>
    public ImmutableArray<int> Prefills { get; init; } = [2, 4, 6, 8, 12];

    /// <summary>Sizes of a decode instance to try, in NPUs: the degrees of expert parallelism.</summary>
    public ImmutableArray<int> DecodeNpus { get; init; } = [32, 64, 96, 160];

    /// <summary>Counts of decode instances to try.</summary>
    public ImmutableArray<int> Decodes { get; init; } = [1];

    /// <summary>Requests that an NPU may decode at the same time, to try.</summary>
    public ImmutableArray<int> Batches { get; init; } = [8, 24, 96];

    /// <summary>Microbatches of decode to try; null for the faster ones at each load.</summary>
    public ImmutableArray<int?> Microbatches { get; init; } = [null];

    /// <summary>Layers that draft a token, to try; null for what the model has, at most 1.</summary>
    public ImmutableArray<int?> Mtp { get; init; } = [null];

    /// <summary>Networks to the pool to try; none: no cache.</summary>
    public ImmutableArray<CachePlane> Planes { get; init; } = [CachePlane.ScaleUp];
}
