namespace CloudMatrix.Commands;

/// <summary>What a plan took and where it ran: all that differs by nature between two of them.</summary>
/// <param name="Engine">What ran it.</param>
/// <param name="WallMs">Real time, in milliseconds.</param>
/// <param name="Computed">Configurations computed, the others being known.</param>
/// <param name="WallMsPerConfiguration">Real time for each of them, in milliseconds; null where none was.</param>
/// <param name="Machine">Processors, operating system and runtime of the host.</param>
/// <param name="Version">Of this program.</param>
internal sealed record PlanFacts(
    string Engine, double WallMs, int Computed, double? WallMsPerConfiguration, string Machine, string Version)
{
    /// <summary>The facts of a search that has ended.</summary>
    public static PlanFacts Of(IServingEngine engine, TimeSpan wall, int computed) => new(
        engine.Name,
        wall.TotalMilliseconds,
        computed,
        computed == 0 ? null : wall.TotalMilliseconds / computed,
        RunFacts.HostMachine,
        RunFacts.ProgramVersion);
}
