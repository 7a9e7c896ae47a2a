using System.Diagnostics;

namespace CloudMatrix.Commands;

/// <summary>
/// What work on a checkpoint took and where it was done: all that differs by nature between two runs.
/// </summary>
/// <param name="WallMs">Real time, in milliseconds.</param>
/// <param name="Workers">Threads that worked on it.</param>
/// <param name="PeakMemoryBytes">Most memory that the process had at once, mapped pages that it read included.</param>
/// <param name="Machine">Processors, operating system and runtime of the host.</param>
/// <param name="Version">Of this program.</param>
internal sealed record ModelFacts(double WallMs, int Workers, long PeakMemoryBytes, string Machine, string Version)
{
    /// <summary>The facts of work that has ended.</summary>
    public static ModelFacts Of(TimeSpan wall, int workers)
    {
        using var process = Process.GetCurrentProcess();
        return new ModelFacts(
            wall.TotalMilliseconds, workers, process.PeakWorkingSet64, RunFacts.HostMachine, RunFacts.ProgramVersion);
    }
}
