using System.Diagnostics;
using CloudMatrix.Numerics;

namespace CloudMatrix.Benchmarks;

/// <summary>
/// The 8-bit product on the shapes of experts, beside two roofs measured in the same run on one thread: how fast sums in
/// registers can be added to, and how fast as many bytes of weights can be read. Experts take turns, as they do in use.
/// </summary>
internal static class Int8Study
{
    private const double MostSeconds = 1;
    private const int Rounds = 5;

    private static readonly Case[] Cases =
    [
        .. Of("R1 expert, gate or up", outputs: 2048, columns: 7168, experts: 8),
        .. Of("R1 expert, down", outputs: 7168, columns: 2048, experts: 8),
        .. Of("tiny-moe expert, gate or up", outputs: 16, columns: 96, experts: 256),
        .. Of("tiny-moe expert, down", outputs: 96, columns: 16, experts: 256),
    ];

    /// <summary>Measures, and prints the share of the lower roof that each product reaches.</summary>
    public static void Run(TextWriter output)
    {
        output.WriteLine("| product | outputs × inputs | rows | G products/s | dot roof | read roof, GB/s | of the lower |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var item in Cases)
        {
            var point = item.Measure();
            output.WriteLine(
                $"| {item.Name} | {item.Outputs} × {item.Columns} | {item.Rows} | {point.Rate / 1e9:F1} "
                + $"| {point.DotRoof / 1e9:F1} | {point.ReadRoof / 1e9:F1} | {point.Share * 100:F0} % |");
        }

        output.WriteLine($"\none thread; {Int8Roofs.Description}");
    }

    private static IEnumerable<Case> Of(string name, int outputs, int columns, int experts) =>
        new[] { 8, 64, 480 }.Select(rows => new Case(name, outputs, columns) { Experts = experts, Rows = rows });

    // The fastest round: what the work takes when nobody else has the machine.
    private static double SecondsOf(Action work)
    {
        work();
        var (best, spent) = (double.MaxValue, 0.0);
        for (var round = 0; round < Rounds || (spent < MostSeconds && round < 1000); round++)
        {
            var start = Stopwatch.GetTimestamp();
            work();
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            (best, spent) = (Math.Min(best, seconds), spent + seconds);
        }

        return best;
    }

    private sealed record Point(double Rate, double DotRoof, double ReadRoof, double Share);

    private sealed record Case(string Name, int Outputs, int Columns)
    {
        public required int Experts { get; init; }

        public required int Rows { get; init; }

        private long Products => (long)Rows * Outputs * Columns;

        private long Bytes => ((long)Outputs * Columns) + (Rows * (Columns + 4L)) + (4L * Rows * Outputs);

        public Point Measure()
        {
            var packed = new byte[Rows * (Columns + Int8Rows.ScaleBytes)];
            var weights = new sbyte[Experts * Outputs * Columns];
            var sums = new int[Rows * Outputs];
            var run = Multiplier(weights);
            new Random(1).NextBytes(packed);
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] = (sbyte)(i * 31);
            }

            var readRoof = weights.Length / SecondsOf(() => Int8Roofs.Read(weights));
            var dotRoof = Int8Roofs.ProductsOfDots / SecondsOf(() => Int8Roofs.Dots());
            var seconds = SecondsOf(() =>
            {
                for (var expert = 0; expert < Experts; expert++)
                {
                    run(expert, packed, sums);
                }
            }) / Experts;
            dotRoof = Math.Max(dotRoof, Int8Roofs.ProductsOfDots / SecondsOf(() => Int8Roofs.Dots()));
            var least = Math.Max(Products / dotRoof, Bytes / readRoof);
            return new Point(Products / seconds, dotRoof, readRoof, least / seconds);
        }

        // As a loaded matrix does it: short rows are in panels, rearranged once.
        private Action<int, byte[], int[]> Multiplier(sbyte[] weights)
        {
            var size = Outputs * Columns;
            if (!Int8Panels.AreFaster(Columns))
            {
                return (expert, packed, sums) => Int8Product.Run(
                    new Int8Rows(packed, Columns), weights.AsSpan(expert * size, size), sums);
            }

            Int8Panels[] panels =
            [
                .. Enumerable.Range(0, Experts).Select(
                    expert => new Int8Panels(weights.AsSpan(expert * size, size), Columns)),
            ];
            return (expert, packed, sums) => panels[expert].Multiply(new Int8Rows(packed, Columns), sums);
        }
    }
}
