namespace CloudMatrix.Simulation;

/// <summary>What the global scheduler knows of a decode instance.</summary>
internal sealed class DecodeAssignments(PartId id)
{
    /// <summary>The instance.</summary>
    public PartId Id => id;

    /// <summary>Requests that were sent there and have not ended.</summary>
    public int Requests { get; set; }

    /// <summary>Failures that it suffers from.</summary>
    public int Failures { get; set; }

    /// <summary>Whether requests may be sent there.</summary>
    public bool IsUp => Failures == 0;
}
