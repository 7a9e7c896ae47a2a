using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>A service, checked: every engine makes the same parts of it.</summary>
public sealed record ServingSpec
{
    /// <summary>What it was made of.</summary>
    public required ServingOptions Options { get; init; }

    /// <summary>A prefill instance; its batch is the largest one.</summary>
    public required PrefillSpec Prefill { get; init; }

    /// <summary>A decode instance; its batch is the largest one.</summary>
    public required DecodeSpec Decode { get; init; }

    /// <summary>The pool.</summary>
    public required PoolSpec Pool { get; init; }

    /// <summary>What is lost while it runs.</summary>
    public required ImmutableArray<ModelledFailure> Failures { get; init; }

    /// <summary>
    /// What is down of the network, state by state: from the start, and after each sub-plane that is lost.
    /// </summary>
    public required ImmutableArray<FabricHealth> Fabrics { get; init; }

    /// <summary>NPUs of all instances.</summary>
    public int Npus => (Options.Prefills * Prefill.Npus) + (Options.Decodes * Decode.Npus);
}
