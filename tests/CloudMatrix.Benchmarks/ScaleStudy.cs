using System.Diagnostics;
using CloudMatrix.Simulation;
using MathNet.Numerics.LinearRegression;

namespace CloudMatrix.Benchmarks;

/// <summary>
/// How the wall time of a step grows: time = a · dies · tokens · (k + 1) + b · dies · shards, per layer that routes.
/// </summary>
internal static class ScaleStudy
{
    private const int StepsTimed = 8;

    /// <summary>Measures several instances, prints the time per pair of each, and fits a and b.</summary>
    public static void Run(TextWriter output)
    {
        var points = new[] { 64, 128, 320, 512, 768 }
            .SelectMany(dies => new[] { 24, 96 }, (dies, batch) => Measure(dies, batch))
            .ToList();
        output.WriteLine("| dies | batch | step, ms | pairs a layer | ns a pair |");
        output.WriteLine("|---|---|---|---|---|");
        foreach (var point in points)
        {
            output.WriteLine(
                $"| {point.Dies} | {point.Batch} | {point.StepMs:F1} | {point.Pairs:N0} "
                + $"| {point.NanosecondsPerPair:F2} |");
        }

        var coefficients = MultipleRegression.QR(
            [.. points.Select(point => new[] { point.Pairs / point.LayerMs, point.DiesTimesShards / point.LayerMs })],
            [.. points.Select(_ => 1.0)],
            intercept: false);
        var (a, b) = (coefficients[0] * 1e6, coefficients[1] * 1e6);
        output.WriteLine($"\na = {a:F2} ns a pair, b = {b:F2} ns a (die, shard)");
        var small = points.Single(point => point is { Dies: 320, Batch: 96 });
        var large = points.Single(point => point is { Dies: 768, Batch: 96 });
        output.WriteLine(
            $"EP768 over EP320 at batch 96: {large.NanosecondsPerPair / small.NanosecondsPerPair:F2} times a pair");
    }

    private static Point Measure(int dies, int batch)
    {
        var spec = DecodeSpecReader.Read(
            new DecodeOptions { Npus = dies / 2, Batch = batch, Microbatches = 2, AttentionAics = 16 });
        using var session = DecodeSession.Start(spec);
        session.RunStep();
        var times = new double[StepsTimed];
        for (var step = 0; step < times.Length; step++)
        {
            var start = Stopwatch.GetTimestamp();
            session.RunStep();
            times[step] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        // The fastest step: what the work takes when nobody else has the machine.
        return new Point(dies, batch, times.Min(), spec);
    }

    private sealed record Point(int Dies, int Batch, double StepMs, DecodeSpec Spec)
    {
        public double LayerMs => StepMs / Spec.RoutedLayers;

        public double Pairs => (double)Batch * Spec.Npus * Spec.TokensPerRequest * Spec.RowsPerToken;

        public double DiesTimesShards => (double)Dies * Spec.Slots.Slots;

        public double NanosecondsPerPair => LayerMs * 1e6 / Pairs;
    }
}
