using System.Diagnostics;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>What a replay took and where it ran: all that differs by nature between two of them.</summary>
/// <param name="ReadMs">Real time for reading the trace, in milliseconds.</param>
/// <param name="WallMs">Real time of the replay, in milliseconds.</param>
/// <param name="RequestsPerSecond">Requests served in a second of real time.</param>
/// <param name="Events">Messages that the parts of the service exchanged.</param>
/// <param name="AllocatedBytes">Bytes that the replay allocated in all.</param>
/// <param name="PeakMemoryBytes">Memory of the process at its most.</param>
/// <param name="Machine">Processors, operating system and runtime of the host.</param>
/// <param name="Version">Of this program.</param>
internal sealed record ReplayFacts(
    double ReadMs,
    double WallMs,
    double RequestsPerSecond,
    long Events,
    long AllocatedBytes,
    long PeakMemoryBytes,
    string Machine,
    string Version)
{
    /// <summary>The facts of a replay that has ended.</summary>
    public static ReplayFacts Of(ServingSession session, (TimeSpan Read, TimeSpan Replay) wall, long allocatedBytes)
    {
        using var process = Process.GetCurrentProcess();
        return new ReplayFacts(
            wall.Read.TotalMilliseconds,
            wall.Replay.TotalMilliseconds,
            session.Requests.Count / wall.Replay.TotalSeconds,
            session.Events,
            allocatedBytes,
            process.PeakWorkingSet64,
            RunFacts.HostMachine,
            RunFacts.ProgramVersion);
    }
}
