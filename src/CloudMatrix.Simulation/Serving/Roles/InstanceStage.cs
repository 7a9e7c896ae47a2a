namespace CloudMatrix.Simulation;

/// <summary>What an instance is doing among others.</summary>
internal enum InstanceStage
{
    /// <summary>It has no NPUs.</summary>
    Dormant,

    /// <summary>It loads the model.</summary>
    Loading,

    /// <summary>It takes what it is sent, unless it suffers from a failure.</summary>
    Serving,

    /// <summary>It is sent nothing more, and ends what it has.</summary>
    Draining,
}
