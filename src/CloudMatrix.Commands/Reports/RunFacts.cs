using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace CloudMatrix.Commands;

/// <summary>What a run took and where it ran: all that differs by nature between runs of one specification.</summary>
/// <param name="Engine">What ran it.</param>
/// <param name="WallMs">Real time of all steps, after one warm-up step, in milliseconds.</param>
/// <param name="WallMsPerStep">Real time of a step, in milliseconds.</param>
/// <param name="WallOverModelled">Real time over the time that the modelled machine takes.</param>
/// <param name="Workers">Threads that worked on it.</param>
/// <param name="Silos">Silos that it ran on; left out where no cluster ran it.</param>
/// <param name="AllocatedBytesPerStep">Bytes that a step allocated, the median.</param>
/// <param name="Machine">Processors, operating system and runtime of the host.</param>
/// <param name="Version">Of this program.</param>
internal sealed record RunFacts(
    string Engine,
    double WallMs,
    double WallMsPerStep,
    double WallOverModelled,
    int Workers,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Silos,
    long AllocatedBytesPerStep,
    string Machine,
    string Version)
{
    /// <summary>The version of this program.</summary>
    public static string ProgramVersion { get; } =
        typeof(RunFacts).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Processors, operating system and runtime of this host.</summary>
    public static string HostMachine => string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, ")
        + RuntimeInformation.FrameworkDescription;

    /// <summary>The facts of a run that has ended.</summary>
    public static RunFacts Of(IDecodeEngine engine, DecodeOutcome outcome)
    {
        var wallMs = outcome.Wall.TotalMilliseconds;
        var wallMsPerStep = wallMs / outcome.Report.Steps;
        return new RunFacts(
            engine.Name,
            wallMs,
            wallMsPerStep,
            wallMsPerStep / outcome.Report.IterationMs,
            outcome.Workers,
            outcome.Silos,
            outcome.AllocatedBytesPerStep,
            HostMachine,
            ProgramVersion);
    }
}
