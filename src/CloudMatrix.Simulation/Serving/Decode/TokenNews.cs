namespace CloudMatrix.Simulation;

/// <summary>Whether somebody watches texts grow.</summary>
public enum TokenNews
{
    /// <summary>Nobody: the scheduler is told of whole texts.</summary>
    AtTheEnd,

    /// <summary>The scheduler is told after each iteration.</summary>
    EachIteration,
}
