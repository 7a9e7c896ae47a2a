namespace CloudMatrix.Simulation;

/// <summary>What becomes of lines of a trace that cannot be read.</summary>
public enum BadLines
{
    /// <summary>The trace is refused; all of them are named.</summary>
    Refuse,

    /// <summary>They are left out, and named.</summary>
    Skip,
}
