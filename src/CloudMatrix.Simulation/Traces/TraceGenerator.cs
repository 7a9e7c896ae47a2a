using System.Collections.Immutable;
using System.Globalization;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Generates traces: arrivals, lengths, and prompts that begin as earlier ones did.</summary>
/// <remarks>
/// A request takes its first blocks from an earlier one, chosen at random; how many follows from how far the trace is
/// from the share that was asked for. So prefixes form a tree, as those of conversations do. Every second or so request
/// begins afresh, which lets the others share more.
/// </remarks>
public static class TraceGenerator
{
    private const int RequestsMax = 10_000_000;
    private const double RateMax = 100_000;
    private const double PrefixShareMax = 0.95;
    private const double MillisecondsPerSecond = 1e3;
    private const long PicosecondsPerMillisecond = 1_000_000_000;

    /// <summary>Generates a trace: the same for the same options.</summary>
    /// <exception cref="ConfigurationException">All that is wrong with the options.</exception>
    public static Trace Generate(TraceOptions options)
    {
        Check(options);
        var arrivals = SeededStream.Derive(options.Seed, "trace-arrivals");
        var lengths = SeededStream.Derive(options.Seed, "trace-lengths");
        var prompts = new Prompts(options);
        var requests = ImmutableArray.CreateBuilder<TraceRequest>(options.Requests);
        var seconds = 0.0;
        for (var request = 0; request < options.Requests; request++)
        {
            var (input, output) = NextLengths(options, ref lengths);
            requests.Add(new TraceRequest(TimeOf(seconds), input, output, prompts.Next(input)));
            seconds += options.Arrivals.NextGap(ref arrivals) / options.Rate;
        }

        return new Trace { Format = options.Format, Requests = requests.MoveToImmutable() };
    }

    /// <summary>Checks options without generating anything.</summary>
    /// <returns>The same options.</returns>
    /// <exception cref="ConfigurationException">All that is wrong with them.</exception>
    public static TraceOptions Check(TraceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = new Faults();
        faults.RequireRange("requests", options.Requests, (1, RequestsMax), "requests of a trace");
        RequireRange(faults, "rate", options.Rate, (double.Epsilon, RateMax));
        RequireRange(faults, "prefix-share", options.PrefixShare, (0, PrefixShareMax));
        if (faults.NoneOf("requests", "rate")
            && options.Requests / options.Rate > new VirtualDuration(long.MaxValue).TotalSeconds / 2)
        {
            faults.Add("rate", Text($"{options.Rate} a second makes {options.Requests} requests last over 50 days."));
        }

        faults.ThrowIfAny();
        return options;
    }

    private static void RequireRange(Faults faults, string key, double value, (double Min, double Max) range)
    {
        if (!(value >= range.Min && value <= range.Max))
        {
            var least = range.Min > 0 ? "above 0" : "from 0";
            faults.Add(key, Text($"{value} is out of range; {least} to {range.Max}."));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static (int Input, int Output) NextLengths(TraceOptions options, ref SeededStream stream)
    {
        if (options.LengthsFrom is { } model)
        {
            var (_, input, output, _) = model.Requests[(int)stream.NextBelow((uint)model.Requests.Length)];
            return (input, output);
        }

        var drawn = options.InputTokens.Next(ref stream);
        return (drawn, options.OutputTokens.Next(ref stream));
    }

    // Both formats hold whole milliseconds.
    private static VirtualTime TimeOf(double seconds) =>
        new((long)(seconds * MillisecondsPerSecond) * PicosecondsPerMillisecond);

    /// <summary>The blocks of prompts; none in a format that names none.</summary>
    private sealed class Prompts(TraceOptions options)
    {
        // Earlier prompts that are drawn until one is long enough; the last is taken as it is.
        private const int Trials = 16;

        private readonly List<ImmutableArray<long>> _fullBlocks = [];
        private SeededStream _stream = SeededStream.Derive(options.Seed, "trace-prompts");
        private long _blocks;
        private long _shared;

        public ImmutableArray<long> Next(int tokens)
        {
            if (options.Format != TraceFormat.Mooncake)
            {
                return [];
            }

            var count = Trace.NamedBlocks.BlocksOf(tokens);
            var full = tokens / Trace.MooncakeBlockTokens;
            var prefix = NextPrefix(count, full);
            var blocks = ImmutableArray.CreateBuilder<long>(count);
            blocks.AddRange(prefix);
            for (var fresh = _blocks - _shared; blocks.Count < count; fresh++)
            {
                blocks.Add(fresh);
            }

            _blocks += count;
            _shared += prefix.Length;

            // A block that is not full ends its prompt: nothing builds on it.
            _fullBlocks.Add(ImmutableArray.Create(blocks.ToArray(), 0, full));
            return blocks.MoveToImmutable();
        }

        private ReadOnlySpan<long> NextPrefix(int count, int full)
        {
            var wanted = (long)((options.PrefixShare * (_blocks + count)) - _shared);
            var isFresh = _stream.NextUnitDouble() > (1 + options.PrefixShare) / 2;
            if (_fullBlocks.Count == 0 || wanted <= 0 || isFresh)
            {
                return [];
            }

            var length = (int)Math.Min(wanted, full);
            var earlier = _fullBlocks[0];
            for (var trial = 0; trial < Trials && (trial == 0 || earlier.Length < length); trial++)
            {
                earlier = _fullBlocks[(int)_stream.NextBelow((uint)_fullBlocks.Count)];
            }

            return earlier.AsSpan()[..Math.Min(length, earlier.Length)];
        }
    }
}
