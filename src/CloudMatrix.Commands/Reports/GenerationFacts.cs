using System.Diagnostics;
using System.Text.Json.Serialization;

namespace CloudMatrix.Commands;

/// <summary>What generating texts took and where it ran: all that differs by nature between two runs.</summary>
/// <param name="Engine">What ran it.</param>
/// <param name="WallMs">Real time of all steps, prefills included, in milliseconds.</param>
/// <param name="TokensPerSecond">Tokens generated in a second of real time.</param>
/// <param name="Workers">Threads that worked on it.</param>
/// <param name="Silos">Silos that it ran on; left out where no cluster ran it.</param>
/// <param name="PeakMemoryBytes">Most memory that this process had at once, mapped pages included.</param>
/// <param name="Machine">Processors, operating system and runtime of the host.</param>
/// <param name="Version">Of this program.</param>
internal sealed record GenerationFacts(
    string Engine,
    double WallMs,
    double TokensPerSecond,
    int Workers,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Silos,
    long PeakMemoryBytes,
    string Machine,
    string Version)
{
    /// <summary>The facts of a run that has ended.</summary>
    public static GenerationFacts Of(IDecodeEngine engine, GenerationOutcome outcome)
    {
        using var process = Process.GetCurrentProcess();
        return new GenerationFacts(
            engine.Name,
            outcome.Wall.TotalMilliseconds,
            outcome.Report.GeneratedTokens / outcome.Wall.TotalSeconds,
            outcome.Workers,
            outcome.Silos,
            process.PeakWorkingSet64,
            RunFacts.HostMachine,
            RunFacts.ProgramVersion);
    }
}
