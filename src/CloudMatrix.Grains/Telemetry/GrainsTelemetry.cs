namespace CloudMatrix.Grains;

/// <summary>What the meter and the activity source of this floor are called, and what all their names begin with.</summary>
public static class GrainsTelemetry
{
    /// <summary>The name of both.</summary>
    public const string Name = "CloudMatrix.Grains";

    internal const string Instance = "instance";
    internal const string Plane = "plane";
    internal const string Traffic = "traffic";
}
