using System.Collections.Immutable;
using System.Globalization;
using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// Checks <see cref="PrefillOptions"/> and makes a <see cref="PrefillSpec"/> of them, or names all that is wrong.
/// </summary>
public static class PrefillSpecReader
{
    private const int BatchTokensMax = 65_535;
    private const int SlotsMax = 65_534;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ConfigurationException">All faults at once, each with its key, value and range.</exception>
    public static PrefillSpec Read(PrefillOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = new Faults();
        CheckCounts(options, faults);
        CheckModel(options, faults);
        var topology = new SupernodeTopology(options.Machine);
        var fabric = faults.Collect(() => FabricHealth.WithDown(topology, options.Down));
        var slots = faults.NoneOf("npus", "model") ? DealSlots(options, faults) : null;
        if (slots is not null && faults.NoneOf("batch-tokens", "prompt", "cached", "microbatches"))
        {
            // What else is wrong does not change what must fit.
            var spec = Specify(options, fabric ?? FabricHealth.AllUp(topology), slots);
            CheckMemory(spec, faults);
            faults.ThrowIfAny();
            return spec;
        }

        faults.ThrowIfAny();
        throw new InvalidOperationException("Options without a fault always make a specification.");
    }

    private static void CheckCounts(PrefillOptions options, Faults faults)
    {
        var (machine, model) = (options.Machine, options.Model);
        faults.RequireRange("npus", options.Npus, (1, machine.Npus), $"the NPUs of {machine.Name}");
        faults.RequireRange("batch-tokens", options.BatchTokens, (1, BatchTokensMax), "new tokens per NPU");
        faults.RequireRange("prompt", options.Prompt, (1, model.MaxContext), $"the context of {model.Name}");
        faults.RequireRange("microbatches", options.Microbatches, (1, 2), "they alternate");
        var cachedMax = (faults.NoneOf("prompt") ? options.Prompt : model.MaxContext) - 1;
        faults.RequireRange("cached", options.Cached, (0, cachedMax), "of each prompt's tokens");

        if (!options.Routing.IsValid)
        {
            faults.Add("routing", $"{options.Routing} is out of range skewed:0 to skewed:{RoutingSpec.SkewMax}.");
        }
    }

    private static void CheckModel(PrefillOptions options, Faults faults)
    {
        var (machine, model) = (options.Machine, options.Model);
        if (model.RoutedExperts == 0)
        {
            faults.Add("model", $"{model.Name} has no routed experts; only mixture-of-experts models are served here.");
        }

        var heads = model.Attention.Heads;
        if (faults.NoneOf("npus") && options.Npus * machine.DiesPerNpu > heads)
        {
            faults.Add(
                "npus",
                $"{options.Npus} have {options.Npus * machine.DiesPerNpu} dies, which share the {heads} heads of "
                + $"{model.Name}; at most {Math.Max(1, heads / machine.DiesPerNpu)}.");
        }
    }

    private static SlotMap? DealSlots(PrefillOptions options, Faults faults)
    {
        var experts = options.Model.RoutedExperts;
        var dies = options.Npus * options.Machine.DiesPerNpu;
        var redundant = options.Redundant ?? dies;
        var redundantMin = Math.Max(0, dies - experts);
        var range = (redundantMin, SlotsMax - experts);
        faults.RequireRange("redundant", redundant, range, "replicas of routed experts; every die needs a slot");
        return faults.NoneOf("redundant") ? SlotMap.Deal(dies, experts + redundant, 0) : null;
    }

    private static PrefillSpec Specify(PrefillOptions options, FabricHealth fabric, SlotMap slots) => new()
    {
        Machine = options.Machine,
        Fabric = fabric,
        Model = options.Model,
        Npus = options.Npus,
        Sequences = SequencesOf(options),
        Microbatches = options.Microbatches,
        Routing = options.Routing,
        Balancer = options.Balancer,
        Slots = slots,
        Seed = options.Seed,
    };

    private static ImmutableArray<PrefillSequence> SequencesOf(PrefillOptions options)
    {
        var left = (long)options.BatchTokens * options.Npus;
        var each = new PrefillSequence(options.Prompt - options.Cached, options.Cached);
        var sequences = ImmutableArray.CreateBuilder<PrefillSequence>();
        for (; left > 0; left -= each.NewTokens)
        {
            sequences.Add(each with { NewTokens = (int)Math.Min(left, each.NewTokens) });
        }

        return sequences.ToImmutable();
    }

    private static void CheckMemory(PrefillSpec spec, Faults faults)
    {
        var use = PrefillHbmAccount.Of(spec);
        if (use.Free < 0)
        {
            faults.Add(
                "batch-tokens",
                $"{spec.NewTokens} new and {spec.CachedTokens} cached tokens do not fit a die's "
                + $"{spec.Machine.Die.HbmCapacity}: weights {Gigabytes(use.Weights)}, KV {Gigabytes(use.Kv)}, "
                + $"buffers {Gigabytes(use.Buffers)}; {Remedy(spec, use)}.");
        }
    }

    private static string Remedy(PrefillSpec spec, HbmUse use)
    {
        var room = spec.Machine.Die.HbmCapacity.Count - use.Weights;
        var fitting = (long)((double)spec.NewTokens / spec.Npus * room / (use.Kv + use.Buffers));
        return fitting > 0
            ? string.Create(CultureInfo.InvariantCulture, $"about {fitting} new tokens per NPU fit")
            : "no batch fits: take more npus or fewer replicas";
    }

    private static string Gigabytes(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F1} GB");
}
