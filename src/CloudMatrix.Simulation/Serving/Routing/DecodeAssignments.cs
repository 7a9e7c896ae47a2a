namespace CloudMatrix.Simulation;

/// <summary>What the global scheduler knows of a decode instance.</summary>
/// <param name="life">The instance.</param>
internal sealed class DecodeAssignments(InstanceLife life)
{
    /// <summary>The instance.</summary>
    public PartId Id => life.Id;

    /// <summary>What it is doing among others.</summary>
    public InstanceLife Life => life;

    /// <summary>Requests that were sent there and have not ended.</summary>
    public int Requests { get; set; }

    /// <summary>Whether requests may be sent there.</summary>
    public bool IsUp => life.IsUp;
}
