namespace CloudMatrix.Commands;

/// <summary>What a plan took and where it ran: all that differs by nature between two of them.</summary>
/// <param name="WallMs">Real time, in milliseconds.</param>
/// <param name="Computed">Configurations computed, the others being known.</param>
/// <param name="WallMsPerConfiguration">Real time for each of them, in milliseconds; null where none was.</param>
/// <param name="Machine">Processors, operating system and runtime of the host.</param>
/// <param name="Version">Of this program.</param>
internal sealed record PlanFacts(
    double WallMs, int Computed, double? WallMsPerConfiguration, string Machine, string Version)
{
    /// <summary>The facts of a search that has ended.</summary>
    public static PlanFacts Of(TimeSpan wall, int computed) => new(
        wall.TotalMilliseconds,
        computed,
        computed == 0 ? null : wall.TotalMilliseconds / computed,
        RunFacts.HostMachine,
        RunFacts.ProgramVersion);
}
