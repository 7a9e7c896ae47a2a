using System.Collections.Immutable;
using System.Globalization;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// Checks <see cref="ServingOptions"/> and makes a <see cref="ServingSpec"/> of them, or names all that is wrong.
/// </summary>
public static class ServingSpecReader
{
    private const double SpeedMin = 1e-3;
    private const double SpeedMax = 1e6;
    private const int InstancesMax = 4096;
    private const int PromptTokens = 4096;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ConfigurationException">All faults at once, each with its key, value and range.</exception>
    public static ServingSpec Read(ServingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = new Faults();
        var requests = CheckTrace(options, faults);
        CheckCounts(options, faults);
        CacheReplay.Check(CacheOf(options), faults);
        var prefill = faults.Collect(() => PrefillSpecReader.Read(PrefillOf(options, requests)), Rename("prefill-npus"));
        var decode = faults.Collect(() => DecodeSpecReader.Read(DecodeOf(options)), Rename("decode-npus"));
        var failures = ReadFailures(options, faults);
        var fabrics = faults.NoneOf("fail") ? faults.Collect(() => FabricsOf(options, failures)) : null;
        faults.ThrowIfAny();
        return new ServingSpec
        {
            Options = options,
            Prefill = prefill!,
            Decode = decode!,
            Pool = CacheReplay.PoolOf(CacheOf(options)),
            Arrivals = ArrivalsOf(options),
            Speed = SpeedOf(options, requests),
            Failures = failures,
            Fabrics = [.. fabrics!],
        };
    }

    /// <summary>When the requests that are to be served arrive.</summary>
    internal static ImmutableArray<VirtualTime> ArrivalsOf(ServingOptions options)
    {
        var requests = RequestsOf(options);
        var speed = SpeedOf(options, requests);
        return [.. requests.Select(request => ArrivalOf(request, requests[0], speed))];
    }

    private static ImmutableArray<TraceRequest> RequestsOf(ServingOptions options)
    {
        var all = options.Trace.Requests;
        return options.Limit is { } limit ? all[..Math.Clamp(limit, 0, all.Length)] : all;
    }

    private static ImmutableArray<TraceRequest> CheckTrace(ServingOptions options, Faults faults)
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

    private static void CheckCounts(ServingOptions options, Faults faults)
    {
        faults.RequireRange("prefill", options.Prefills, (1, InstancesMax), "prefill instances");
        faults.RequireRange("decode", options.Decodes, (1, InstancesMax), "decode instances");
        var npus = ((long)options.Prefills * options.PrefillNpus) + ((long)options.Decodes * options.DecodeNpus);
        if (faults.NoneOf("prefill", "decode") && npus > options.Machine.Npus)
        {
            faults.Add(
                "prefill",
                string.Create(CultureInfo.InvariantCulture, $"{options.Prefills} prefill instances of ")
                + string.Create(CultureInfo.InvariantCulture, $"{options.PrefillNpus} NPUs and {options.Decodes} ")
                + string.Create(CultureInfo.InvariantCulture, $"decode instances of {options.DecodeNpus} are {npus}; ")
                + $"{options.Machine.Name} has {options.Machine.Npus}.");
        }

        if (options.Slo.Ttft <= VirtualDuration.Zero)
        {
            faults.Add("slo-ttft", "must be above 0, e.g. 2s.");
        }

        if (options.Slo.Tpot <= VirtualDuration.Zero)
        {
            faults.Add("slo-tpot", "must be above 0, e.g. 50ms.");
        }
    }

    private static void RequirePositive(string key, double value, (double Min, double Max) range, Faults faults)
    {
        if (!(value >= range.Min && value <= range.Max))
        {
            var text = value.ToString(CultureInfo.InvariantCulture);
            faults.Add(key, $"{text} is out of range 0.001 to 1000000.");
        }
    }

    // Both kinds of instances have NPUs, here with options of their own; what follows from their number is said of it.
    private static Func<string, string> Rename(string npus) => fault =>
    {
        var (key, rest) = (fault.Split(':')[0], fault[fault.IndexOf(':', StringComparison.Ordinal)..]);
        return key is "npus" or "redundant" or "shared-copies" ? npus + rest : fault;
    };

    private static CacheOptions CacheOf(ServingOptions options) => new()
    {
        Trace = options.Trace,
        Machine = options.Machine,
        Model = options.Model,
        Plane = options.Plane,
        DramCapacity = options.DramCapacity,
        SsdCapacity = options.SsdCapacity,
        Quota = options.Quota,
        BlockTokens = options.BlockTokens,
    };

    // Buffers are those of the largest batch: where prompts are not cut, that may be one long prompt alone.
    private static PrefillOptions PrefillOf(ServingOptions options, ImmutableArray<TraceRequest> requests)
    {
        var longest = requests.IsEmpty ? 1 : requests.Max(request => request.InputTokens + request.OutputTokens);
        var alone = (Math.Min(longest, options.Model.MaxContext) + options.PrefillNpus - 1) / options.PrefillNpus;
        return new PrefillOptions
        {
            Machine = options.Machine,
            Model = options.Model,
            Npus = options.PrefillNpus,
            BatchTokens = options.Cutting == PromptCutting.Whole
                ? Math.Max(options.BatchTokens, alone)
                : options.BatchTokens,
            Prompt = Math.Min(PromptTokens, options.Model.MaxContext),
            Down = options.Down,
            Seed = options.Seed,
        };
    }

    private static DecodeOptions DecodeOf(ServingOptions options) => new()
    {
        Machine = options.Machine,
        Model = options.Model,
        Npus = options.DecodeNpus,
        Batch = options.Batch,
        KvLength = 1,
        Microbatches = options.Microbatches,
        Mtp = options.Mtp,
        Acceptance = options.Acceptance,
        Down = options.Down,
        Seed = options.Seed,
    };

    private static double SpeedOf(ServingOptions options, ImmutableArray<TraceRequest> requests)
    {
        var span = requests[^1].ArrivesAt - requests[0].ArrivesAt;
        return options.Rate is { } rate ? rate * span.TotalSeconds / (requests.Length - 1) : options.Speed;
    }

    private static VirtualTime ArrivalOf(TraceRequest request, TraceRequest first, double speed)
    {
        var after = request.ArrivesAt - first.ArrivesAt;
        return VirtualTime.Zero + VirtualDuration.RoundUpToPicoseconds(after.Picoseconds / speed);
    }

    private static ImmutableArray<ModelledFailure> ReadFailures(ServingOptions options, Faults faults)
    {
        var failures = ImmutableArray.CreateBuilder<ModelledFailure>();
        foreach (var text in options.Failures)
        {
            if (!ModelledFailure.TryParse(text, out var failure))
            {
                faults.Add("fail", $"'{text}' is no failure; write e.g. {ModelledFailure.Form}.");
                continue;
            }

            var count = CountOf(failure.Kind, options);
            faults.RequireRange("fail", failure.Index, (0, count - 1), $"'{text}'; there are {count} of these");
            failures.Add(failure);
        }

        return failures.ToImmutable();
    }

    private static List<FabricHealth> FabricsOf(ServingOptions options, ImmutableArray<ModelledFailure> failures)
    {
        var topology = new SupernodeTopology(options.Machine);
        var down = options.Down.ToList();
        var fabrics = new List<FabricHealth> { FabricHealth.WithDown(topology, down) };
        foreach (var plane in failures.Where(failure => failure.Kind == FailureKind.Plane).OrderBy(lost => lost.At))
        {
            down.Add($"plane:{plane.Index}");
            fabrics.Add(FabricHealth.WithDown(topology, down));
        }

        return fabrics;
    }

    private static int CountOf(FailureKind kind, ServingOptions options) => kind switch
    {
        FailureKind.Npu => options.Machine.Npus,
        FailureKind.Node => options.Machine.Nodes,
        FailureKind.Plane => options.Machine.ScaleUp.SubPlanes,
        FailureKind.Prefill => options.Prefills,
        _ => options.Decodes,
    };
}
