namespace CloudMatrix.Simulation;

/// <summary>What becomes of a prompt whose next block is being computed for another prompt.</summary>
public enum SharedPrefixes
{
    /// <summary>It is computed twice.</summary>
    ComputeTwice,

    /// <summary>If its own batch is about to compute it, it waits for the next batch and finds it cached.</summary>
    Wait,
}
