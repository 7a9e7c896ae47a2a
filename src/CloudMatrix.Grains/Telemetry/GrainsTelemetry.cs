using System.Diagnostics;

namespace CloudMatrix.Grains;

/// <summary>What the meter, the activity source and the tags of this floor are called.</summary>
public static class GrainsTelemetry
{
    /// <summary>The meter and the activity source.</summary>
    public const string Name = "CloudMatrix.Grains";

    internal const string Instance = "instance";
    internal const string Part = "part";
    internal const string Plane = "plane";
    internal const string Pool = "pool";
    internal const string Service = "service";
    internal const string Traffic = "traffic";

    // What belongs to the program and not to a silo: a source without listeners makes no span.
    internal static readonly ActivitySource Source = new(Name);
}
