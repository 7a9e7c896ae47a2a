using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>What a replay took and where it ran: all that differs by nature between two of them.</summary>
/// <param name="ReadMs">Real time for reading the trace, in milliseconds.</param>
/// <param name="WallMs">Real time of the replay, in milliseconds.</param>
/// <param name="NsPerBlock">Real time of the replay for a block of a prompt, in nanoseconds.</param>
/// <param name="AllocatedBytes">Bytes that the replay allocated in all.</param>
/// <param name="Machine">Processors, operating system and runtime of the host.</param>
/// <param name="Version">Of this program.</param>
internal sealed record CacheFacts(
    double ReadMs, double WallMs, double NsPerBlock, long AllocatedBytes, string Machine, string Version)
{
    /// <summary>The facts of a replay that has ended.</summary>
    public static CacheFacts Of(CacheReport report, (TimeSpan Read, TimeSpan Replay) wall, long allocatedBytes) => new(
        wall.Read.TotalMilliseconds,
        wall.Replay.TotalMilliseconds,
        wall.Replay.TotalNanoseconds / Math.Max(1, report.Prompts.Blocks),
        allocatedBytes,
        RunFacts.HostMachine,
        RunFacts.ProgramVersion);
}
