using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace CloudMatrix.Simulation.Tests;

/// <summary>The rows that one sender writes, in the order in which they reach the receiver's port.</summary>
/// <param name="Rows">When each row's first byte is there, and how long the row occupies the port.</param>
internal sealed record SentBurst(ImmutableArray<(long FirstByte, long Service)> Rows)
{
    /// <summary>Several senders: some all at once, some far apart, with rows close together or with pauses.</summary>
    public static Gen<SentBurst[]> Several { get; } =
        from spread in Gen.Elements(0, 300, 3_000)
        from burst in One(spread).NonEmptyListOf()
        select burst.ToArray();

    public long FirstByte => Rows[0].FirstByte;

    /// <summary>When the last byte arrives if the port is free.</summary>
    public long LastByte => Rows[^1].FirstByte + Rows[^1].Service;

    private static Gen<SentBurst> One(int spread) =>
        from start in Gen.Choose(1, 1 + spread)
        from rows in (from gap in Gen.Choose(0, 100)
                      from service in Gen.Choose(1, 100)
                      select (gap, service)).NonEmptyListOf()
        select Starting(start, [.. rows]);

    // The gap lies between one row's last byte and the next row's first.
    private static SentBurst Starting(long start, ImmutableArray<(int Gap, int Service)> rows)
    {
        var sent = ImmutableArray.CreateBuilder<(long, long)>();
        foreach (var (gap, service) in rows)
        {
            sent.Add((start, service));
            start += service + gap;
        }

        return new SentBurst(sent.ToImmutable());
    }
}
