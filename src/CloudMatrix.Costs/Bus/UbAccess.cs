namespace CloudMatrix.Costs;

/// <summary>How a device uses another's memory over the scale-up network.</summary>
public enum UbAccess
{
    /// <summary>It writes there.</summary>
    Write,

    /// <summary>It reads from there.</summary>
    Read,
}
