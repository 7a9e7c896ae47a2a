using System.Globalization;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// Checks <see cref="DecodeOptions"/> and makes a <see cref="DecodeSpec"/> of them, or names all that is wrong.
/// </summary>
public static class DecodeSpecReader
{
    private const int RedundantDefault = 32;
    private const int SharedCopiesDefault = 32;
    private const int RanksPerSharedCopy = 10;
    private const int BatchMax = 65_535;
    private const int StepsMax = 1_000_000;
    private const int SlotsMax = 65_534;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ConfigurationException">All faults at once, each with its key, value and range.</exception>
    public static DecodeSpec Read(DecodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = new Faults();
        CheckCounts(options, faults);
        CheckPipeline(options, faults);
        CheckModel(options, faults);
        var topology = new SupernodeTopology(options.Machine);
        var fabric = faults.Collect(() => FabricHealth.WithDown(topology, options.Down));
        var slots = faults.NoneOf("npus", "model", "shared-copies", "redundant") ? DealSlots(options, faults) : null;
        if (slots is not null && faults.NoneOf("batch", "requests", "kv-length", "mtp"))
        {
            // What else is wrong does not change what must fit.
            var spec = Specify(options, fabric ?? FabricHealth.AllUp(topology), slots);
            CheckMemory(spec, faults);
            CheckWindows(spec, faults);
            faults.ThrowIfAny();
            return spec;
        }

        faults.ThrowIfAny();
        throw new InvalidOperationException("Options without a fault always make a specification.");
    }

    private static void CheckCounts(DecodeOptions options, Faults faults)
    {
        var model = options.Model;
        faults.RequireRange("npus", options.Npus, (1, options.Machine.Npus), $"the NPUs of {options.Machine.Name}");
        faults.RequireRange("batch", options.Batch, (1, BatchMax), "requests per NPU");
        faults.RequireRange("requests", options.Requests ?? 1, (1, BatchMax), "requests of the instance");
        faults.RequireRange("kv-length", options.KvLength, (1, model.MaxContext), $"the context of {model.Name}");
        faults.RequireRange("steps", options.Steps, (1, StepsMax), "decode steps");
    }

    private static void CheckPipeline(DecodeOptions options, Faults faults)
    {
        var cores = options.Machine.Die.MatrixCores;
        faults.RequireRange("microbatches", options.Microbatches ?? 1, (1, Math.Min(2, cores)), "or auto");
        if (options.AttentionAics is { } split)
        {
            faults.RequireRange("attention-aics", split, (1, cores - 1), "or auto; stream 1 needs one too");
            if (options.Microbatches == 1)
            {
                faults.Add("attention-aics", "with one microbatch each stream has all cores in turn; leave it out.");
            }
        }

        if (!(options.Acceptance >= 0 && options.Acceptance <= 1))
        {
            var acceptance = options.Acceptance.ToString(CultureInfo.InvariantCulture);
            faults.Add("acceptance", $"{acceptance} is out of range 0 to 1, e.g. 0.7.");
        }

        if (!options.Routing.IsValid)
        {
            faults.Add("routing", $"{options.Routing} is out of range skewed:0 to skewed:{RoutingSpec.SkewMax}.");
        }
    }

    private static void CheckModel(DecodeOptions options, Faults faults)
    {
        var model = options.Model;
        var mtpMax = Math.Min(1, model.MtpLayers);
        faults.RequireRange("mtp", options.Mtp ?? 0, (0, mtpMax), $"the MTP layers of {model.Name}");
        if (model.RoutedExperts == 0)
        {
            faults.Add("model", $"{model.Name} has no routed experts; only mixture-of-experts models are served here.");
        }

        if (model.SharedExperts == 0 && options.SharedCopies is > 0)
        {
            faults.Add("shared-copies", $"{options.SharedCopies}, but {model.Name} has no shared expert: leave out.");
        }

        var copiesMin = Math.Min(1, model.SharedExperts);
        if (options.SharedCopies < copiesMin)
        {
            faults.Add("shared-copies", $"{options.SharedCopies} is out of range; {copiesMin} or more.");
        }

        if (options.Redundant < 0)
        {
            faults.Add("redundant", $"{options.Redundant} is out of range; 0 or more.");
        }
    }

    // Counts that the user left open grow until each die holds a slot; counts that he gave stay as they are.
    private static SlotMap? DealSlots(DecodeOptions options, Faults faults)
    {
        var model = options.Model;
        var dies = options.Npus * options.Machine.DiesPerNpu;
        var copiesDefault = Math.Max(SharedCopiesDefault, (dies + RanksPerSharedCopy - 1) / RanksPerSharedCopy);
        var shared = model.SharedExperts == 0 ? 0 : options.SharedCopies ?? Math.Min(dies, copiesDefault);
        var redundant = options.Redundant ?? Math.Max(RedundantDefault, dies - model.RoutedExperts - shared);
        faults.RequireRange("shared-copies", shared, (Math.Min(1, shared), dies), "at most one a die");
        var redundantMax = SlotsMax - model.RoutedExperts - shared;
        faults.RequireRange("redundant", redundant, (0, redundantMax), "replicas of routed experts");
        var slots = (long)model.RoutedExperts + redundant + shared;
        if (slots < dies)
        {
            faults.Add(
                "redundant",
                $"{redundant} replicas, {shared} shared copies and {model.RoutedExperts} experts make {slots} slots "
                + $"and leave {dies - slots} of {dies} dies empty; give {redundant + dies - slots} or more.");
        }

        return faults.NoneOf("redundant", "shared-copies")
            ? SlotMap.Deal(dies, model.RoutedExperts + redundant, shared)
            : null;
    }

    private static DecodeSpec Specify(DecodeOptions options, FabricHealth fabric, SlotMap slots) => new()
    {
        Options = options,
        Machine = options.Machine,
        Fabric = fabric,
        Model = options.Model,
        Npus = options.Npus,
        BatchPerNpu = options.Requests is { } requests ? (requests + options.Npus - 1) / options.Npus : options.Batch,
        Requests = options.Requests,
        KvLength = options.KvLength,
        Steps = options.Steps,
        Microbatches = options.Microbatches,
        AttentionCores = options.AttentionAics,
        MtpLayers = options.Mtp ?? Math.Min(1, options.Model.MtpLayers),
        Acceptance = options.Acceptance,
        Routing = options.Routing,
        Slots = slots,
        GraphLaunch = options.GraphLaunch,
        Seed = options.Seed,
    };

    private static void CheckMemory(DecodeSpec spec, Faults faults)
    {
        var use = HbmAccount.Of(spec);
        if (use.Free >= 0)
        {
            return;
        }

        var largest = HbmAccount.LargestBatch(spec);
        var remedy = largest > 0 ? $"at most {largest} fit" : "no batch fits: take more npus or fewer replicas";
        faults.Add(
            "batch",
            $"{spec.BatchPerNpu} requests per NPU of {spec.KvLength} tokens do not fit a die's "
            + $"{spec.Machine.Die.HbmCapacity}: weights {Gigabytes(use.Weights)}, KV {Gigabytes(use.Kv)}, "
            + $"buffers {Gigabytes(use.Buffers)}; {remedy}.");
    }

    private static string Gigabytes(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F1} GB");

    private static void CheckWindows(DecodeSpec spec, Faults faults)
    {
        var rows = (long)spec.RequestsPerDieMax * spec.TokensPerRequest * spec.RowsPerToken;
        if (rows > ushort.MaxValue)
        {
            faults.Add("batch", $"{spec.BatchPerNpu} makes {rows} rows a die; a window holds {ushort.MaxValue}.");
        }
    }
}
