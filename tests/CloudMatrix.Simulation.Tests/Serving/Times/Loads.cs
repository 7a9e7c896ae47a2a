using FsCheck;
using FsCheck.Fluent;

namespace CloudMatrix.Simulation.Tests;

/// <summary>Requests and contexts of the dies of a decode instance.</summary>
internal sealed record Loads(int[] Requests, long[] KvTokens)
{
    public DecodeLoad Load => new(Requests, KvTokens);

    /// <summary>Requests dealt to dies in turn, all contexts alike.</summary>
    public static Loads Even(DecodeSpec spec, int requests, int kvLength)
    {
        var dealt = spec with { Requests = requests };
        int[] each = [.. Enumerable.Range(0, spec.Dies).Select(die => dealt.RequestsOn(die, 0, 1))];
        return new Loads(each, [.. each.Select(count => (long)count * kvLength)]);
    }

    /// <summary>
    /// Each request goes to the die with the fewest tokens of context, as a scheduler sends them; contexts differ by up
    /// to 16 times.
    /// </summary>
    public static Loads Scheduled(int dies, IEnumerable<int> contexts)
    {
        var loads = new Loads(new int[dies], new long[dies]);
        foreach (var context in contexts)
        {
            var die = Array.IndexOf(loads.KvTokens, loads.KvTokens.Min());
            loads.Requests[die]++;
            loads.KvTokens[die] += context;
        }

        return loads;
    }

    /// <summary>Any number of scheduled requests.</summary>
    public static Gen<Loads> Of(int dies, int requestsMax) =>
        from octave in Gen.Choose(0, 10)
        from count in Gen.Choose(1, Math.Max(1, requestsMax >> octave))
        from contexts in Gen.Choose(200, 3200).ArrayOf(count)
        select Scheduled(dies, contexts);
}
