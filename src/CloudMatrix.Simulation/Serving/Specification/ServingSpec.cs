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

    /// <summary>NPUs that its instances may stand on: those of the first ones, unless it is elastic.</summary>
    public int Npus => Options.Elastic?.NpusMax ?? (Options.Prefills * Prefill.Npus) + (Options.Decodes * Decode.Npus);

    /// <summary>Prefill instances that there may ever be: one of the other role is left.</summary>
    public int PrefillsMax =>
        Options.Elastic is null ? Options.Prefills : (Npus - Decode.Npus) / Prefill.Npus;

    /// <summary>Decode instances that there may ever be: one of the other role is left.</summary>
    public int DecodesMax => Options.Elastic is null ? Options.Decodes : (Npus - Prefill.Npus) / Decode.Npus;
}
