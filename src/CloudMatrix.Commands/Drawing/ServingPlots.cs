using CloudMatrix.Simulation;
using static System.FormattableString;

namespace CloudMatrix.Commands;

/// <summary>Draws a served trace: how long requests waited, and how busy the service was.</summary>
internal static class ServingPlots
{
    /// <summary>The file of latencies.</summary>
    public const string LatenciesFile = "latencies.svg";

    /// <summary>The file of load over time.</summary>
    public const string LoadFile = "load.svg";

    /// <summary>Writes both files.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="report">Of the same run.</param>
    /// <param name="requests">What became of each request.</param>
    public static int Write(string folder, ServingReport report, IReadOnlyList<RequestRecord> requests)
    {
        Write(Path.Combine(folder, LatenciesFile), output => LatencyPlot.Write(output, report, requests));
        Write(Path.Combine(folder, LoadFile), output => LoadPlot.Write(output, report, requests));
        return 2;
    }

    /// <summary>What the run was, for the foot of a drawing.</summary>
    public static string Foot(ServingReport report) => Invariant(
        $"{report.Prefill.Instances} × {report.Prefill.NpusEach} NPUs prefill, ")
        + Invariant($"{report.Decode.Instances} × {report.Decode.NpusEach} NPUs decode · ")
        + Invariant($"speed {report.Speed:0.##} · seed {report.Seed}");

    private static void Write(string path, Action<Stream> draw)
    {
        using var stream = File.Create(path);
        draw(stream);
    }
}
