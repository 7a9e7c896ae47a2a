using System.Diagnostics;
using System.Runtime.InteropServices;
using CloudMatrix.Numerics;

namespace CloudMatrix.Benchmarks;

/// <summary>
/// The 8-bit product on the shapes of experts, beside two roofs measured in the same moments on one thread: how fast
/// sums in registers can be added to, and how fast as many bytes of weights can be read. Experts take turns, as they do
/// in use.
/// </summary>
internal static class Int8Study
{
    private const int Rounds = 41;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

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
        output.WriteLine(
            "| product | outputs × inputs | rows | G products/s | dot roof | read roof, GB/s | of the lower |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var item in Cases)
        {
            var point = item.Measure();
            output.WriteLine(
                $"| {item.Name} | {item.Outputs} × {item.Columns} | {item.Rows} | {point.Rate / 1e9:F1} "
                + $"| {point.DotRoof / 1e9:F1} | {point.ReadRoof / 1e9:F1} | {point.Share * 100:F0} % |");
        }

        output.WriteLine($"\none thread, medians of {Rounds} rounds; {Int8Roofs.Description}");
    }

    private static IEnumerable<Case> Of(string name, int outputs, int columns, int experts) =>
        new[] { 8, 64, 480 }.Select(rows => new Case(name, outputs, columns) { Experts = experts, Rows = rows });

    private static double SecondsOf(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double MedianOf(IEnumerable<double> numbers) => numbers.Order().ElementAt(Rounds / 2);

    private sealed record Point(double Rate, double DotRoof, double ReadRoof, double Share);

    private sealed record Case(string Name, int Outputs, int Columns)
    {
        // So many experts in a round that it takes a few milliseconds.
        private const long LeastBytes = 1_000_000;

        public required int Experts { get; init; }

        public required int Rows { get; init; }

        private int Size => Outputs * Columns;

        private long Products => (long)Rows * Size;

        private long Bytes => Size + (Rows * (Columns + 4L)) + (4L * Rows * Outputs);

        private int PerRound => (int)Math.Clamp(LeastBytes / Size, 1, Experts);

        public Point Measure()
        {
            var (packed, weights) = (new byte[Rows * (Columns + Int8Rows.ScaleBytes)], new sbyte[Experts * Size]);
            var sums = new int[Rows * Outputs];
            new Random(1).NextBytes(packed);
            new Random(2).NextBytes(MemoryMarshal.AsBytes(weights.AsSpan()));
            var run = Multiplier(weights);

            // Until then the runtime may still be at work on the code.
            for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;)
            {
                MeasureRound(0, weights, expert => run(expert, packed, sums));
            }

            Point[] points =
            [
                .. Enumerable.Range(0, Rounds)
                    .Select(round => MeasureRound(round, weights, expert => run(expert, packed, sums))),
            ];
            return new Point(
                MedianOf(points.Select(point => point.Rate)),
                MedianOf(points.Select(point => point.DotRoof)),
                MedianOf(points.Select(point => point.ReadRoof)),
                MedianOf(points.Select(point => point.Share)));
        }

        // Whoever shares the machine slows all that is measured in a round alike.
        private Point MeasureRound(int round, sbyte[] weights, Action<int> run)
        {
            var first = round * PerRound % Experts / PerRound * PerRound;
            var before = SecondsOf(() => Int8Roofs.Dots());
            var seconds = SecondsOf(() =>
            {
                for (var expert = first; expert < first + PerRound; expert++)
                {
                    run(expert);
                }
            }) / PerRound;
            var dots = 2 * Int8Roofs.ProductsOfDots / (before + SecondsOf(() => Int8Roofs.Dots()));
            var read = SecondsOf(Read);
            read = PerRound > 1 ? SecondsOf(Read) : read;
            var readRoof = PerRound * Size / read;
            return new Point(
                Products / seconds, dots, readRoof, Math.Max(Products / dots, Bytes / readRoof) / seconds);

            // Small experts stay in a cache: the second time they are read from there.
            void Read() => _ = Int8Roofs.Read(weights.AsSpan(first * Size, PerRound * Size));
        }

        // As a loaded matrix does it: short rows are in panels, rearranged once.
        private Action<int, byte[], int[]> Multiplier(sbyte[] weights)
        {
            if (!Int8Panels.AreFaster(Columns))
            {
                return (expert, packed, sums) => Int8Product.Run(
                    new Int8Rows(packed, Columns), weights.AsSpan(expert * Size, Size), sums);
            }

            Int8Panels[] panels =
            [
                .. Enumerable.Range(0, Experts).Select(
                    expert => new Int8Panels(weights.AsSpan(expert * Size, Size), Columns)),
            ];
            return (expert, packed, sums) => panels[expert].Multiply(new Int8Rows(packed, Columns), sums);
        }
    }
}
