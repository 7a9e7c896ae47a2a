namespace CloudMatrix.Grains;

/// <summary>What the meter, the activity source and the tags of this floor are called.</summary>
public static class GrainsTelemetry
{
    /// <summary>The meter and the activity source.</summary>
    public const string Name = "CloudMatrix.Grains";

    internal const string Instance = "instance";
    internal const string Plane = "plane";
    internal const string Traffic = "traffic";
}
