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
        var fabric = faults.Collect(() => FabricHealth.WithDown(new SupernodeTopology(options.Machine), options.Down));
        faults.ThrowIfAny();
        var slots = DealSlots(options, faults);
        faults.ThrowIfAny();
        var spec = Specify(options, fabric!, slots!);
        CheckMemory(spec, faults);
        CheckWindows(spec, faults);
        faults.ThrowIfAny();
        return spec;
    }

    private static void CheckCounts(DecodeOptions options, Faults faults)
    {
        faults.RequireRange("npus", options.Npus, (1, options.Machine.Npus), $"the NPUs of {options.Machine.Name}");
        faults.RequireRange("batch", options.Batch, (1, int.MaxValue / options.Machine.Npus), "requests per NPU");
        var model = options.Model;
        faults.RequireRange("kv-length", options.KvLength, (1, model.MaxContext), $"the context of {model.Name}");
        faults.RequireRange("steps", options.Steps, (1, StepsMax), "decode steps");
    }

    private static void CheckPipeline(DecodeOptions options, Faults faults)
    {
        faults.RequireRange("microbatches", options.Microbatches ?? 1, (1, 2), "or auto");
        var coresMax = options.Machine.Die.MatrixCores - 1;
        faults.RequireRange("attention-aics", options.AttentionAics ?? 1, (1, coresMax), "or auto; stream 1 needs one too");
        if (options is { Microbatches: 1, AttentionAics: not null })
        {
            faults.Add("attention-aics: with one microbatch each stream has all cores in its turn; leave it out.");
        }

        if (!(options.Acceptance >= 0 && options.Acceptance <= 1))
        {
            faults.Add(string.Create(
                CultureInfo.InvariantCulture, $"acceptance: {options.Acceptance} is out of range 0 to 1, e.g. 0.7."));
        }
    }

    private static void CheckModel(DecodeOptions options, Faults faults)
    {
        var model = options.Model;
        var mtpMax = Math.Min(1, model.MtpLayers);
        faults.RequireRange("mtp", options.Mtp ?? 0, (0, mtpMax), $"the MTP layers of {model.Name}");
        if (model.SharedExperts == 0 && options.SharedCopies is > 0)
        {
            faults.Add($"shared-copies: {options.SharedCopies}, but {model.Name} has no shared expert; leave it out.");
        }

        if (model.SharedExperts > 0 && options.SharedCopies is < 1)
        {
            faults.Add($"shared-copies: {options.SharedCopies}, but {model.Name} has a shared expert: 1 or more.");
        }

        if (options.Redundant is < 0)
        {
            faults.Add($"redundant: {options.Redundant} is out of range; 0 or more, e.g. {RedundantDefault}.");
        }

        if (model.RoutedExperts == 0)
        {
            faults.Add($"model: {model.Name} has no routed experts; only mixture-of-experts models are served here.");
        }
    }

    // Counts that the user left open grow until each die holds a slot; counts that he gave stay as they are.
    private static SlotMap? DealSlots(DecodeOptions options, Faults faults)
    {
        var model = options.Model;
        var dies = options.Npus * options.Machine.DiesPerNpu;
        var shared = model.SharedExperts == 0
            ? 0
            : options.SharedCopies ?? Math.Min(dies, Math.Max(SharedCopiesDefault, Dealt(dies, RanksPerSharedCopy)));
        var missing = dies - model.RoutedExperts - shared;
        var redundant = options.Redundant ?? Math.Max(RedundantDefault, missing);
        var slots = model.RoutedExperts + redundant + shared;
        faults.RequireRange("shared-copies", shared, (Math.Min(1, shared), dies), "at most one a die");
        if (slots < dies)
        {
            faults.Add(
                $"redundant: {redundant} replicas, {shared} shared copies and {model.RoutedExperts} experts make {slots} "
                + $"slots and leave {dies - slots} of {dies} dies empty; give {redundant + dies - slots} or more.");
        }

        var redundantMax = SlotsMax - model.RoutedExperts - shared;
        faults.RequireRange("redundant", redundant, (0, redundantMax), "replicas of routed experts");
        return faults.None ? SlotMap.Deal(dies, model.RoutedExperts + redundant, shared) : null;
    }

    private static DecodeSpec Specify(DecodeOptions options, FabricHealth fabric, SlotMap slots) => new()
    {
        Machine = options.Machine,
        Fabric = fabric,
        Model = options.Model,
        Npus = options.Npus,
        BatchPerNpu = options.Batch,
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
        var remedy = largest > 0 ? $"at most {largest} fit" : "no batch fits: take more npus or fewer redundant experts";
        faults.Add(
            $"batch: {spec.BatchPerNpu} requests per NPU of {spec.KvLength} tokens do not fit a die's "
            + $"{spec.Machine.Die.HbmCapacity}: weights {new Bytes(use.Weights)}, KV {new Bytes(use.Kv)}, "
            + $"buffers {new Bytes(use.Buffers)}; {remedy}.");
    }

    private static void CheckWindows(DecodeSpec spec, Faults faults)
    {
        var rows = (long)spec.RequestsPerDieMax * spec.TokensPerRequest * spec.RowsPerToken;
        if (rows > ushort.MaxValue)
        {
            faults.Add(
                $"batch: {spec.BatchPerNpu} makes {rows} rows a die and step; a window holds {ushort.MaxValue}.");
        }
    }

    private static int Dealt(int items, int each) => (items + each - 1) / each;
}
