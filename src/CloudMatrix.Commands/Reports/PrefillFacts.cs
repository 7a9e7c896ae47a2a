using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>What a prefill batch took and where it ran: all that differs by nature between two runs of it.</summary>
/// <param name="WallMs">Real time, in milliseconds.</param>
/// <param name="WallOverModelled">Real time over the time that the modelled machine takes.</param>
/// <param name="Workers">Threads that worked on it.</param>
/// <param name="Machine">Processors, operating system and runtime of the host.</param>
/// <param name="Version">Of this program.</param>
internal sealed record PrefillFacts(
    double WallMs, double WallOverModelled, int Workers, string Machine, string Version)
{
    /// <summary>The facts of a batch that has ended.</summary>
    public static PrefillFacts Of(PrefillOutcome outcome, TimeSpan wall) => new(
        wall.TotalMilliseconds,
        wall.TotalMilliseconds / outcome.Report.BatchMs,
        outcome.Workers,
        RunFacts.HostMachine,
        RunFacts.ProgramVersion);
}
