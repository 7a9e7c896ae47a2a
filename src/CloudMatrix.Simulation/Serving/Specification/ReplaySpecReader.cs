using System.Collections.Immutable;
using System.Globalization;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// Checks <see cref="ReplayOptions"/> and makes a <see cref="ReplaySpec"/> of them, or names all that is wrong.
/// </summary>
public static class ReplaySpecReader
{
    private const double SpeedMin = 1e-3;
    private const double SpeedMax = 1e6;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ConfigurationException">All faults at once, each with its key, value and range.</exception>
    public static ReplaySpec Read(ReplayOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = new Faults();
        var requests = CheckTrace(options, faults);
        CheckPromise(options.Slo, faults);
        var service = faults.Collect(() => ServingSpecReader.Read(options.Service));
        if (service is not null)
        {
            PoolChecks.CheckTrace(options.Trace, options.Service.BlockTokens, faults);
        }

        faults.ThrowIfAny();
        return new ReplaySpec
        {
            Options = options,
            Service = service!,
            Arrivals = ArrivalsOf(options),
            Speed = SpeedOf(options, requests),
        };
    }

    /// <summary>When the requests that are to be served arrive.</summary>
    internal static ImmutableArray<VirtualTime> ArrivalsOf(ReplayOptions options)
    {
        var requests = RequestsOf(options);
        var speed = SpeedOf(options, requests);
        return [.. requests.Select(request => ArrivalOf(request, requests[0], speed))];
    }

    /// <summary>Adds what is wrong with a promise.</summary>
    internal static void CheckPromise(ServiceLevel promise, Faults faults)
    {
        if (promise.Ttft <= VirtualDuration.Zero)
        {
            faults.Add("slo-ttft", "must be above 0, e.g. 2s.");
        }

        if (promise.Tpot <= VirtualDuration.Zero)
        {
            faults.Add("slo-tpot", "must be above 0, e.g. 50ms.");
        }
    }

    private static ImmutableArray<TraceRequest> RequestsOf(ReplayOptions options)
    {
        var all = options.Trace.Requests;
        return options.Limit is { } limit ? all[..Math.Clamp(limit, 0, all.Length)] : all;
    }

    private static ImmutableArray<TraceRequest> CheckTrace(ReplayOptions options, Faults faults)
    {
        var all = RequestsOf(options);
        if (options.Trace.Requests.IsEmpty)
        {
            faults.Add("trace", "has no requests.");
        }

        faults.RequireRange("limit", options.Limit ?? 1, (1, int.MaxValue), "requests of the trace");

        RequirePositive("speed", options.Speed, (SpeedMin, SpeedMax), faults);
        RequirePositive("rate", options.Rate ?? 1, (SpeedMin, SpeedMax), faults);
        if (options.Rate is not null && options.Speed != 1)
        {
            faults.Add("rate", "give a speed or a rate, not both.");
        }

        if (options.Rate is not null && all.Length > 0 && all[^1].ArrivesAt == all[0].ArrivesAt)
        {
            faults.Add("rate", "all requests of the trace arrive at once; no speed makes a rate of that.");
        }

        return all;
    }

    private static void RequirePositive(string key, double value, (double Min, double Max) range, Faults faults)
    {
        if (!(value >= range.Min && value <= range.Max))
        {
            var text = value.ToString(CultureInfo.InvariantCulture);
            faults.Add(key, $"{text} is out of range 0.001 to 1000000.");
        }
    }

    private static double SpeedOf(ReplayOptions options, ImmutableArray<TraceRequest> requests)
    {
        var span = requests[^1].ArrivesAt - requests[0].ArrivesAt;
        return options.Rate is { } rate ? rate * span.TotalSeconds / (requests.Length - 1) : options.Speed;
    }

    private static VirtualTime ArrivalOf(TraceRequest request, TraceRequest first, double speed)
    {
        var after = request.ArrivesAt - first.ArrivesAt;
        return VirtualTime.Zero + VirtualDuration.RoundUpToPicoseconds(after.Picoseconds / speed);
    }
}
