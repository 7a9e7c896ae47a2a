using System.Diagnostics;
using System.Text.Json.Serialization;

namespace CloudMatrix.Commands;

/// <summary>What a replay took and where it ran: all that differs by nature between two of them.</summary>
/// <param name="Engine">What ran it.</param>
/// <param name="ReadMs">Real time for reading the trace, in milliseconds.</param>
/// <param name="WallMs">Real time of the replay, in milliseconds.</param>
/// <param name="RequestsPerSecond">Requests served in a second of real time.</param>
/// <param name="Events">Messages that the parts of the service exchanged; left out where a cluster ran it.</param>
/// <param name="AllocatedBytes">Bytes that the replay allocated in all; left out where a cluster ran it.</param>
/// <param name="Restarts">Times that it was begun again; left out where no cluster ran it.</param>
/// <param name="PeakMemoryBytes">Memory of this process at its most.</param>
/// <param name="Machine">Processors, operating system and runtime of the host.</param>
/// <param name="Version">Of this program.</param>
internal sealed record ReplayFacts(
    string Engine,
    double ReadMs,
    double WallMs,
    double RequestsPerSecond,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Events,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? AllocatedBytes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Restarts,
    long PeakMemoryBytes,
    string Machine,
    string Version)
{
    /// <summary>The facts of a replay that has ended.</summary>
    public static ReplayFacts Of(ReplayRequest request, ReplayOutcome outcome)
    {
        using var process = Process.GetCurrentProcess();
        return new ReplayFacts(
            request.Engine.Name,
            request.ReadIn.TotalMilliseconds,
            outcome.Wall.TotalMilliseconds,
            outcome.Requests.Count / outcome.Wall.TotalSeconds,
            outcome.Events,
            outcome.AllocatedBytes,
            outcome.Restarts,
            process.PeakWorkingSet64,
            RunFacts.HostMachine,
            RunFacts.ProgramVersion);
    }
}
