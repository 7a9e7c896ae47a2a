namespace CloudMatrix.Simulation;

/// <summary>Whether a prompt may be computed in several batches.</summary>
public enum PromptCutting
{
    /// <summary>A prompt is computed in one batch; it waits for one that has room for it.</summary>
    Whole,

    /// <summary>A batch is always filled; a prompt is cut where it is full and goes on in the next (chunked prefill).
    /// </summary>
    Chunked,
}
