namespace CloudMatrix.Grains;

/// <summary>What a grain does between calls, and goes on with elsewhere when its silo is lost.</summary>
internal interface IRun
{
    /// <summary>Of whoever asked for it; none where he has no ticket.</summary>
    Guid Ticket { get; }

    /// <summary>The number of its last epoch.</summary>
    long Epoch { get; }

    /// <summary>Whether there is anything left to do.</summary>
    bool IsAtWork { get; }

    /// <summary>Whether it is left to another activation of its grain: this one must not go on with it.</summary>
    bool IsAbandoned { get; }

    /// <summary>Sees to it that a run that was accepted is not lost before it begins.</summary>
    Task KeepAsync();

    /// <summary>Runs to the end; for one that is at work. Does not throw: a run's status tells of failures.</summary>
    Task RunAsync();

    /// <summary>Leaves it as it is: another activation of its grain goes on with it.</summary>
    void Abandon();
}
