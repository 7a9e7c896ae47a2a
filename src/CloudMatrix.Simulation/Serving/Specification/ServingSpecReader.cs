using System.Collections.Immutable;
using System.Globalization;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// Checks <see cref="ServingOptions"/> and makes a <see cref="ServingSpec"/> of them, or names all that is wrong.
/// </summary>
public static class ServingSpecReader
{
    private const int InstancesMax = 4096;
    private const int PromptTokens = 4096;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ConfigurationException">All faults at once, each with its key, value and range.</exception>
    public static ServingSpec Read(ServingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = new Faults();
        CheckCounts(options, faults);
        CheckElastic(options, faults);
        PoolChecks.CheckPool(options.Machine, options.Plane, options.BlockTokens, faults);
        var prefill = faults.Collect(() => PrefillSpecReader.Read(PrefillOf(options)), Rename("prefill-npus"));
        var decode = faults.Collect(() => DecodeSpecReader.Read(DecodeOf(options)), Rename("decode-npus"));
        var failures = ReadFailures(options, faults);
        var fabrics = faults.NoneOf("fail") ? faults.Collect(() => FabricsOf(options, failures)) : null;
        faults.ThrowIfAny();
        return new ServingSpec
        {
            Options = options,
            Prefill = prefill!,
            Decode = decode!,
            Pool = PoolSpec.Of(options.Machine, options.DramCapacity, options.SsdCapacity, options.Quota),
            Failures = failures,
            Fabrics = [.. fabrics!],
        };
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
    }

    private static void CheckElastic(ServingOptions options, Faults faults)
    {
        if (options.Elastic is not { } elastic)
        {
            return;
        }

        ReplaySpecReader.CheckPromise(elastic.Promise, faults);
        if (InstanceStart.TimeOf(options.Machine, options.Model) is null)
        {
            faults.Add("elastic", $"{options.Machine.Name} states nothing that a model could be loaded from.");
        }

        if (elastic.NpusMax is { } npus && faults.NoneOf("prefill", "decode"))
        {
            var first = (options.Prefills * options.PrefillNpus) + (options.Decodes * options.DecodeNpus);
            faults.RequireRange(
                "npus-max", npus, (first, options.Machine.Npus), "NPUs of the first instances, and of the machine");
        }
    }

    // Both kinds of instances have NPUs, here with options of their own; what follows from their number is said of it.
    private static Func<string, string> Rename(string npus) => fault =>
    {
        var (key, rest) = (fault.Split(':')[0], fault[fault.IndexOf(':', StringComparison.Ordinal)..]);
        return key is "npus" or "redundant" or "shared-copies" ? npus + rest : fault;
    };

    // Where prompts are not cut, the longest that the model allows is computed alone: its buffers must be there.
    private static PrefillOptions PrefillOf(ServingOptions options)
    {
        var npus = Math.Max(1, options.PrefillNpus);
        var alone = (options.Model.MaxContext + npus - 1) / npus;
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
