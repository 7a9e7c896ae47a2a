namespace CloudMatrix.Simulation;

/// <summary>
/// What a prefill batch took: the same bytes for the same specification, on any number of processors.
/// </summary>
public sealed record PrefillReport
{
    /// <summary>The machine's name.</summary>
    public required string MachineName { get; init; }

    /// <summary>The model's name.</summary>
    public required string ModelName { get; init; }

    /// <summary>The seed of every random number.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Dies of the instance: the degree of expert and of tensor parallelism.</summary>
    public required int Dies { get; init; }

    /// <summary>Expert slots over all dies, the shared expert on each included.</summary>
    public required int ExpertShards { get; init; }

    /// <summary>Tokens that were computed for each NPU.</summary>
    public required double BatchTokensPerNpu { get; init; }

    /// <summary>Prompts of the batch.</summary>
    public required int Prompts { get; init; }

    /// <summary>Tokens that were computed.</summary>
    public required int NewTokens { get; init; }

    /// <summary>Tokens that were cached and attended to.</summary>
    public required int CachedTokens { get; init; }

    /// <summary>Microbatches of the pipeline.</summary>
    public required int Microbatches { get; init; }

    /// <summary>How tokens chose experts.</summary>
    public required string Routing { get; init; }

    /// <summary>What the balancer knew of that.</summary>
    public required string Balancer { get; init; }

    /// <summary>What was down.</summary>
    public required IReadOnlyList<string> Down { get; init; }

    /// <summary>From the beginning of the batch to the first token of every prompt, in milliseconds.</summary>
    public required double BatchMs { get; init; }

    /// <summary>Computed tokens per second and NPU.</summary>
    public required double TokensPerSecondPerNpu { get; init; }

    /// <summary>Computed tokens per second for each TFLOPS (10¹² operations a second) of 8-bit peak.</summary>
    public required double TokensPerSecondPerTflops { get; init; }

    /// <summary>Mean of a MoE layer with all its microbatches, in microseconds.</summary>
    public required double LayerUs { get; init; }

    /// <summary>Mean time of each stage in one microbatch of a MoE layer.</summary>
    public required PrefillStageTimes StagesUs { get; init; }

    /// <summary>For how much of the batch each stream worked.</summary>
    public required PrefillStreamShares StreamShares { get; init; }

    /// <summary>(token, slot) pairs sent to routed experts, all layers.</summary>
    public required long TokensDispatched { get; init; }

    /// <summary>(token, slot) pairs that came back.</summary>
    public required long TokensCombined { get; init; }

    /// <summary>Rows that a slot gets in one microbatch of a layer.</summary>
    public required ExpertLoad ExpertLoad { get; init; }

    /// <summary>Rows of the hottest die over those of the mean die, the mean over microbatches of layers.</summary>
    public required double HottestDieOverMean { get; init; }

    /// <summary>Memory of the fullest die.</summary>
    public required HbmUse HbmBytesPerDie { get; init; }

    /// <summary>Bytes that crossed the bus.</summary>
    public required long BytesOverUb { get; init; }
}
