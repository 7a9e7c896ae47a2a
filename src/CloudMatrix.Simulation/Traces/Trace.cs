using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Requests as a service saw them arrive.</summary>
public sealed record Trace
{
    /// <summary>Tokens of a block that a Mooncake trace names.</summary>
    public const int MooncakeBlockTokens = 512;

    /// <summary>What its file looks like.</summary>
    public required TraceFormat Format { get; init; }

    /// <summary>The requests in the order of their arrival; those of one instant as they stood in the file.</summary>
    public required ImmutableArray<TraceRequest> Requests { get; init; }

    /// <summary>Lines that could not be read and were to be skipped, and why.</summary>
    public ImmutableArray<string> SkippedLines { get; init; } = [];

    /// <summary>How a Mooncake trace cuts prompts into the blocks that it names.</summary>
    internal static ContextShape NamedBlocks { get; } = new(MooncakeBlockTokens, Bytes.Zero);

    /// <summary>Tokens of a named block; null where the trace names none.</summary>
    public int? BlockTokens => Format == TraceFormat.Mooncake ? MooncakeBlockTokens : null;

    /// <summary>From the first arrival to the last.</summary>
    public VirtualDuration Span => Requests.IsEmpty
        ? VirtualDuration.Zero
        : Requests[^1].ArrivesAt - Requests[0].ArrivesAt;
}
