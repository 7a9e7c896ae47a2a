namespace CloudMatrix.Model;

/// <summary>How a gate scores experts.</summary>
public enum GateScoring
{
    /// <summary>Scores of a token's experts sum to 1: DeepSeek-V2.</summary>
    Softmax,

    /// <summary>Each expert is scored by itself, from 0 to 1: DeepSeek-V3.</summary>
    Sigmoid,
}
