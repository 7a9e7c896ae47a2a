using System.Diagnostics;

namespace CloudMatrix.Commands;

/// <summary>What a verification took and where it ran: all that differs by nature between two of them.</summary>
/// <param name="WallMs">Real time of all texts, in milliseconds.</param>
/// <param name="MappedBytes">Bytes of the checkpoint, which are mapped and not copied.</param>
/// <param name="AllocatedBytes">Bytes that the texts allocated in all.</param>
/// <param name="PeakMemoryBytes">Most memory that the process had at once, mapped pages that it read included.</param>
/// <param name="Machine">Processors, operating system and runtime of the host.</param>
/// <param name="Version">Of this program.</param>
internal sealed record VerifyFacts(
    double WallMs, long MappedBytes, long AllocatedBytes, long PeakMemoryBytes, string Machine, string Version)
{
    /// <summary>The facts of a verification that has ended.</summary>
    public static VerifyFacts Of(VerifyRequest request, TimeSpan wall, long allocatedBytes)
    {
        using var process = Process.GetCurrentProcess();
        return new VerifyFacts(
            wall.TotalMilliseconds,
            request.Model.MappedSize.Count,
            allocatedBytes,
            process.PeakWorkingSet64,
            RunFacts.HostMachine,
            RunFacts.ProgramVersion);
    }
}
