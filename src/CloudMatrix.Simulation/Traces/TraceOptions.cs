namespace CloudMatrix.Simulation;

/// <summary>A trace to generate, as the user writes it.</summary>
public sealed record TraceOptions
{
    /// <summary>Requests, 1 to 10,000,000.</summary>
    public int Requests { get; init; } = 1_000;

    /// <summary>Requests a second, above 0 and at most 100,000.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>How they arrive.</summary>
    public ArrivalSpec Arrivals { get; init; } = ArrivalSpec.Poisson;

    /// <summary>Tokens of their prompts.</summary>
    public LengthSpec InputTokens { get; init; } = new(4_096, 1);

    /// <summary>Tokens that are generated for them.</summary>
    public LengthSpec OutputTokens { get; init; } = new(256, 1);

    /// <summary>A trace whose requests lend their lengths instead, input and output together; or null.</summary>
    public Trace? LengthsFrom { get; init; }

    /// <summary>Share of all blocks that an earlier prompt has too, 0 to 0.95, as far as lengths allow.</summary>
    public double PrefixShare { get; init; } = 0.4;

    /// <summary>What the file looks like.</summary>
    public TraceFormat Format { get; init; } = TraceFormat.Mooncake;

    /// <summary>The seed of every random number.</summary>
    public ulong Seed { get; init; } = 1;
}
