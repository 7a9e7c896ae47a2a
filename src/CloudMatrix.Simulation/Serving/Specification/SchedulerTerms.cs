using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What the global scheduler of a service works with.</summary>
internal sealed record SchedulerTerms
{
    /// <summary>Prefill instances.</summary>
    public required RoleTerms Prefills { get; init; }

    /// <summary>Decode instances.</summary>
    public required RoleTerms Decodes { get; init; }

    /// <summary>NPUs that they may stand on.</summary>
    public required int NpusMax { get; init; }

    /// <summary>How roles change; null where they do not.</summary>
    public RolePolicy? Roles { get; init; }

    /// <summary>What loading the model takes; null where nothing is stated that it could be loaded from.</summary>
    public required VirtualDuration? StartTime { get; init; }

    /// <summary>Dies of an NPU.</summary>
    public required int DiesPerNpu { get; init; }

    /// <summary>Dies of a decode instance.</summary>
    public required int DecodeDies { get; init; }

    /// <summary>Which instance computes a prompt.</summary>
    public required IPrefillRouter Router { get; init; }

    /// <summary>The keys of a request's prompt.</summary>
    public required Func<int, ImmutableArray<KvBlockKey>> KeysOf { get; init; }

    /// <summary>Tokens of the model's context.</summary>
    public required int ContextMax { get; init; }

    /// <summary>Tokens that fit a prefill instance.</summary>
    public required long PrefillTokensMax { get; init; }

    /// <summary>Tokens that fit the decode die with the most memory.</summary>
    public required long DecodeTokensMax { get; init; }

    /// <summary>What is to be lost, and when.</summary>
    public required ImmutableArray<FailureEffect> Failures { get; init; }

    /// <summary>The run's seed.</summary>
    public required ulong Seed { get; init; }
}
