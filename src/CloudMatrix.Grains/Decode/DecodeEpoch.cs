using System.Collections.Immutable;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>The silos that a decode stands on for a while, and the steps that they run together.</summary>
internal sealed class DecodeEpoch
{
    private readonly DecodeSpec _spec;
    private readonly EpochPlan _plan;
    private readonly InstanceParts _parts;
    private readonly ImmutableArray<(IUbSwitchGrain Switch, IUbGraphGrain Graphs)> _silos;
    private readonly ImmutableArray<SiloAddress> _all;
    private readonly ImmutableArray<SiloAddress> _siloOfNode;
    private readonly EpochWatch _watch;
    private readonly int _graphs;

    private DecodeEpoch(
        DecodeRuns runs,
        DecodeSpec spec,
        EpochPlan plan,
        (ImmutableArray<SiloAddress> All, ImmutableArray<SiloAddress> OfNode) silos)
    {
        _spec = spec;
        (_all, _siloOfNode) = silos;
        _plan = plan;
        _parts = new InstanceParts(spec, plan.PartOfNode);
        _silos = [.. plan.Silos.Select(silo => (runs.Grains.UbSwitch(silo), runs.Grains.UbGraphs(silo)))];
        _watch = new EpochWatch([.. _silos.Select(silo => silo.Switch)], plan.Epoch, runs.Time);
        _graphs = DecodeSchedule.Of(spec.Model, plan.Microbatches, spec.MtpLayers).Graphs.Length;
    }

    /// <summary>Silos that take part.</summary>
    public int Silos => _plan.Silos.Length;

    /// <summary>
    /// Whether its nodes still belong to the silos that it stands on, as this silo knows: one that leaves gives its
    /// nodes to the others, one that has come gets its share.
    /// </summary>
    public bool StandsWell(SiloLayout layout)
    {
        var all = layout.Silos;
        return all.IsEmpty || all.SequenceEqual(_all) || SilosOf(_spec, layout, all).SequenceEqual(_siloOfNode);
    }

    /// <summary>Plans an epoch on the silos that host the instance's nodes now.</summary>
    /// <param name="runs">What the run needs of its silo.</param>
    /// <param name="spec">The run.</param>
    /// <param name="id">Of the epoch.</param>
    /// <param name="from">The state that it goes on from, and the document of who is in the batch.</param>
    public static DecodeEpoch Form(
        DecodeRuns runs, DecodeSpec spec, EpochId id, (DecodeState State, byte[] Admissions) from)
    {
        var (state, admissions) = from;
        var all = runs.Layout.Silos;
        var siloOfNode = SilosOf(spec, runs.Layout, all);
        ImmutableArray<SiloAddress> silos = [.. siloOfNode.Distinct()];
        ImmutableArray<int> partOfNode = [.. siloOfNode.Select(silo => silos.IndexOf(silo))];
        var plan = new EpochPlan(
            id, state.Order, state.Microbatches, state.AttentionCores, silos, partOfNode, state.Boundary, admissions);
        return new DecodeEpoch(runs, spec, plan, (all, siloOfNode));
    }

    /// <summary>Makes windows on all silos, and seats their devices.</summary>
    /// <returns>
    /// The number of the latest epoch that a silo knows of: its own where it is open, otherwise that of an earlier run.
    /// </returns>
    /// <exception cref="HostLostException">A silo is lost or not ready.</exception>
    public async Task<long> OpenAsync()
    {
        var opened = await AllAsync(silo => silo.Graphs.Open(_plan));
        var latest = opened.Max(opening => opening.Latest);
        if (opened.All(opening => opening.IsOpen))
        {
            return latest;
        }

        await CloseAsync();
        return latest > _plan.Epoch.Number
            ? latest
            : throw new HostLostException("a silo is not ready: its devices are still on their way");
    }

    /// <summary>Runs the step after a boundary.</summary>
    /// <param name="from">The boundary.</param>
    /// <param name="admissions">The document of who enters the batch before the step.</param>
    /// <returns>The next boundary, what the watched dies did, and what requests got out of it.</returns>
    /// <exception cref="HostLostException">A silo was lost.</exception>
    /// <exception cref="InvalidOperationException">Something that must always hold did not.</exception>
    public async Task<StepEnd> RunStepAsync(DecodeBoundary from, byte[] admissions)
    {
        var clock = new HostClock(_spec.Machine.Operators.GraphLaunch, _spec.GraphLaunch, from.Launched);
        var now = from.Now;
        GraphEnd[] ends = [];
        for (var graph = 0; graph < _graphs; graph++)
        {
            var entering = graph == 0 ? admissions : [];
            var order = new GraphOrder(_plan.Epoch, graph, from.Step, now, graph == _graphs - 1, entering);
            ends = await AllAsync(silo => RunGraphAsync(silo.Graphs, order));
            now = clock.Start(now, ends.Select(end => end.End).Aggregate(VirtualTime.Max));
        }

        var next = from.Next(now, clock.Launched, _parts, [.. ends.Select(end => end.Counts)]);
        return new StepEnd(
            next,
            [.. ends.SelectMany(end => end.Spans)],
            [.. ends.SelectMany(end => AdmissionDocuments.ReadOutcomes(end.Outcomes))]);
    }

    /// <summary>Puts all parts back to a boundary, or tells them of the last one.</summary>
    /// <exception cref="HostLostException">A silo was lost.</exception>
    public Task RestoreAsync(DecodeBoundary boundary)
    {
        var bytes = boundary.ToBytes();
        return AllAsync(async silo =>
        {
            await silo.Switch.Restore(_plan.Epoch, bytes);
            return true;
        });
    }

    /// <summary>Drops the windows on all silos.</summary>
    public async Task CloseAsync()
    {
        foreach (var close in _silos.Select(silo => Lost.GuardAsync(silo.Switch.Close(_plan.Epoch))).ToList())
        {
            try
            {
                await close;
            }
            catch (HostLostException)
            {
                // A silo that is lost has nothing left to close.
            }
        }
    }

    private static ImmutableArray<SiloAddress> SilosOf(
        DecodeSpec spec, SiloLayout layout, ImmutableArray<SiloAddress> all) =>
        [.. Enumerable.Range(0, spec.Nodes).Select(node => layout.SiloOf(new NodeId(node), all))];

    private static async Task<GraphEnd> RunGraphAsync(IUbGraphGrain graphs, GraphOrder order)
    {
        var end = await graphs.RunGraph(order);
        return end.Outcome switch
        {
            GraphOutcome.Ended => end,
            GraphOutcome.Aborted => throw new HostLostException("a silo left"),
            _ => throw new InvalidOperationException(end.Fault),
        };
    }

    // Asks all silos. The first that fails ends the epoch for the others, who may be waiting for its packets.
    private async Task<T[]> AllAsync<T>(Func<(IUbSwitchGrain Switch, IUbGraphGrain Graphs), Task<T>> ask)
    {
        var isClosing = false;
        try
        {
            return await _watch.UntilAsync(Task.WhenAll(_silos.Select(OneAsync)));
        }
        catch (HostLostException) when (!isClosing)
        {
            isClosing = true;
            await CloseAsync();
            throw;
        }

        async Task<T> OneAsync((IUbSwitchGrain Switch, IUbGraphGrain Graphs) silo)
        {
            try
            {
                return await Lost.GuardAsync(ask(silo));
            }
            catch (Exception) when (!isClosing)
            {
                isClosing = true;
                await CloseAsync();
                throw;
            }
        }
    }
}
