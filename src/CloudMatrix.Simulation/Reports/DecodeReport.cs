namespace CloudMatrix.Simulation;

/// <summary>
/// What a decode run found: the same bytes for the same specification, on any engine and any number of processors.
/// </summary>
public sealed record DecodeReport
{
    /// <summary>The machine's name.</summary>
    public required string MachineName { get; init; }

    /// <summary>The model's name.</summary>
    public required string ModelName { get; init; }

    /// <summary>The seed of every random number.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Dies of the instance.</summary>
    public required int Dies { get; init; }

    /// <summary>Expert slots over all dies.</summary>
    public required int ExpertShards { get; init; }

    /// <summary>Requests for each NPU.</summary>
    public required int BatchPerNpu { get; init; }

    /// <summary>Mean context of a request, in tokens.</summary>
    public required int KvLength { get; init; }

    /// <summary>Steps run.</summary>
    public required int Steps { get; init; }

    /// <summary>Microbatches of the pipeline.</summary>
    public required int Microbatches { get; init; }

    /// <summary>Matrix cores of stream 0; all of the die's where one microbatch uses both streams in turn.</summary>
    public required int AttentionAics { get; init; }

    /// <summary>Whether microbatches and cores were given or found.</summary>
    public required string OperatingPoint { get; init; }

    /// <summary>Layers that draft a token.</summary>
    public required int MtpLayers { get; init; }

    /// <summary>Share of drafted tokens that are accepted.</summary>
    public required double Acceptance { get; init; }

    /// <summary>How tokens chose experts.</summary>
    public required string Routing { get; init; }

    /// <summary>What was down.</summary>
    public required IReadOnlyList<string> Down { get; init; }

    /// <summary>Mean of a step, in milliseconds.</summary>
    public required double IterationMs { get; init; }

    /// <summary>Mean time per output token of a request, in milliseconds: iteration ÷ (1 + mtp · acceptance).</summary>
    public required double TpotMs { get; init; }

    /// <summary>Output tokens per second and NPU.</summary>
    public required double TokensPerSecondPerNpu { get; init; }

    /// <summary>Mean of a MoE layer with all its microbatches, in microseconds.</summary>
    public required double LayerUs { get; init; }

    /// <summary>Mean time of each stage in one microbatch of a MoE layer.</summary>
    public required DecodeStageTimes StagesUs { get; init; }

    /// <summary>(token, slot) pairs sent, routed and shared, over all layers that route and all steps.</summary>
    public required long TokensDispatched { get; init; }

    /// <summary>(token, slot) pairs that came back, counted where they came back.</summary>
    public required long TokensCombined { get; init; }

    /// <summary>Rows that a slot gets in one microbatch of a layer.</summary>
    public required ExpertLoad ExpertLoad { get; init; }

    /// <summary>Memory of the fullest die.</summary>
    public required HbmUse HbmBytesPerDie { get; init; }

    /// <summary>Bytes that crossed the bus, all steps.</summary>
    public required long BytesOverUb { get; init; }
}
