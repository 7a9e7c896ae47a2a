namespace CloudMatrix.Simulation;

/// <summary>For how long a role had instances.</summary>
/// <param name="InstancesAtEnd">How many it had at the end.</param>
/// <param name="Held">Instance seconds in which it had NPUs.</param>
/// <param name="Up">Of these, instance seconds in which the model was there.</param>
internal readonly record struct RoleTime(int InstancesAtEnd, double Held, double Up)
{
    /// <summary>Of one role.</summary>
    /// <param name="log">Who came and went.</param>
    /// <param name="kind">The role.</param>
    /// <param name="first">Its instances at the start.</param>
    /// <param name="seconds">From the first arrival to the last end.</param>
    public static RoleTime Of(RoleLog log, PartKind kind, int first, double seconds) => new(
        log.InstancesAtEnd(kind, first),
        log.Seconds((kind, first), RoleStep.Loads, seconds),
        log.Seconds((kind, first), RoleStep.Serves, seconds));
}
