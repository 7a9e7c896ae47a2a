using System.Collections.Immutable;
using System.Globalization;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// Checks <see cref="PlanOptions"/> and makes a <see cref="PlanSpec"/> of them, or names all that is wrong.
/// </summary>
public static class PlanSpecReader
{
    private const int CandidatesMax = 10_000;
    private const int CountMax = 65_535;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ConfigurationException">All faults at once, each with its key, value and range.</exception>
    public static PlanSpec Read(PlanOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = new Faults();
        var machine = options.Replay.Service.Machine;
        faults.RequireRange("npus", options.Npus ?? 1, (1, machine.Npus), $"the NPUs of {machine.Name}");
        if (!(options.Attainment > 0 && options.Attainment <= 1))
        {
            var attainment = options.Attainment.ToString(CultureInfo.InvariantCulture);
            faults.Add("attainment", $"{attainment} is out of range 0 to 1, e.g. 0.95.");
        }

        if (options.Replay.Service.Fidelity != Fidelity.Memo)
        {
            faults.Add("fidelity", "a plan tries many configurations; only memo.");
        }

        CheckLists(options, faults);
        faults.ThrowIfAny();
        var npusMax = options.Npus ?? machine.Npus;
        var all = Combine(options).Distinct().ToList();
        var fitting = all.Where(candidate => candidate.Npus <= npusMax).OrderBy(candidate => candidate.Npus);
        ImmutableArray<PlanCandidate> candidates = [.. fitting];
        if (candidates.IsEmpty || candidates.Length > CandidatesMax)
        {
            var count = candidates.Length.ToString(CultureInfo.InvariantCulture);
            faults.Add("npus", $"{count} configurations fit into {npusMax}; there must be 1 to {CandidatesMax}.");
        }
        faults.ThrowIfAny();

        // What is wrong with every configuration is wrong with what they have in common.
        if (candidates.All(candidate => FaultsOf(candidate, options.Replay) is not null))
        {
            throw FaultsOf(candidates[0], options.Replay)!;
        }

        return new PlanSpec(options, npusMax, candidates, all.Count - candidates.Length);
    }

    /// <summary>What is wrong with a configuration; null where it can be.</summary>
    internal static ConfigurationException? FaultsOf(PlanCandidate candidate, ReplayOptions common)
    {
        try
        {
            ReplaySpecReader.Read(candidate.Of(common));
            return null;
        }
        catch (ConfigurationException exception)
        {
            return exception;
        }
    }

    private static void CheckLists(PlanOptions options, Faults faults)
    {
        RequireEach("prefill", options.Prefills, faults);
        RequireEach("prefill-npus", options.PrefillNpus, faults);
        RequireEach("decode", options.Decodes, faults);
        RequireEach("decode-npus", options.DecodeNpus, faults);
        RequireEach("batch", options.Batches, faults);
        if (options.Microbatches.IsEmpty || options.Mtp.IsEmpty || options.Planes.IsEmpty)
        {
            faults.Add("microbatches", "name at least one of what is to be tried, also of mtp and cache-plane.");
        }
    }

    private static void RequireEach(string key, ImmutableArray<int> values, Faults faults)
    {
        if (values.IsEmpty)
        {
            faults.Add(key, "name at least one number to try, e.g. 4,8.");
        }

        foreach (var value in values.Where(value => value is < 1 or > CountMax))
        {
            faults.RequireRange(key, value, (1, CountMax), "each of what is to be tried");
        }
    }

    private static IEnumerable<PlanCandidate> Combine(PlanOptions options) =>
        from prefillNpus in options.PrefillNpus
        from prefills in options.Prefills
        from decodeNpus in options.DecodeNpus
        from decodes in options.Decodes
        from batch in options.Batches
        from microbatches in options.Microbatches
        from mtp in options.Mtp
        from plane in options.Planes
        select new PlanCandidate(prefills, prefillNpus, decodes, decodeNpus)
        {
            Batch = batch,
            Microbatches = microbatches,
            Mtp = mtp,
            Plane = plane,
        };
}
