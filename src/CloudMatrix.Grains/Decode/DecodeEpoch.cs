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
    private readonly ImmutableArray<IUbSwitchGrain> _switches;
    private readonly EpochWatch _watch;
    private readonly int _graphs;

    private DecodeEpoch(DecodeRuns runs, DecodeSpec spec, EpochPlan plan)
    {
        _spec = spec;
        _plan = plan;
        _parts = new InstanceParts(spec, plan.PartOfNode);
        _switches = [.. plan.Silos.Select(runs.Grains.UbSwitch)];
        _watch = new EpochWatch(_switches, plan.Epoch, runs.Time);
        _graphs = DecodeSchedule.Of(spec.Model, plan.Microbatches, spec.MtpLayers).Graphs.Length;
    }

    /// <summary>Silos that take part.</summary>
    public int Silos => _plan.Silos.Length;

    /// <summary>Whether all of them stay in the cluster, as this silo knows.</summary>
    /// <param name="staying">Silos that do.</param>
    public bool StandsOn(ImmutableArray<SiloAddress> staying) => staying.IsEmpty || _plan.Silos.All(staying.Contains);

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
        var siloOfNode = Enumerable.Range(0, spec.Nodes)
            .Select(node => runs.Layout.SiloOf(new NodeId(node), all)).ToList();
        ImmutableArray<SiloAddress> silos = [.. siloOfNode.Distinct()];
        ImmutableArray<int> partOfNode = [.. siloOfNode.Select(silo => silos.IndexOf(silo))];
        return new DecodeEpoch(runs, spec, new EpochPlan(
            id, state.Order, state.Microbatches, state.AttentionCores, silos, partOfNode, state.Boundary, admissions));
    }

    /// <summary>Makes windows on all silos, and seats their devices.</summary>
    /// <exception cref="HostLostException">A silo is lost or not ready.</exception>
    public async Task OpenAsync()
    {
        var opened = await AllAsync(ub => ub.Open(_plan));
        if (!opened.All(isOpen => isOpen))
        {
            await CloseAsync();
            throw new HostLostException("a silo is not ready: its devices are still on their way");
        }
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
            ends = await AllAsync(ub => RunGraphAsync(ub, order));
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
        return AllAsync(async ub =>
        {
            await ub.Restore(_plan.Epoch, bytes);
            return true;
        });
    }

    /// <summary>Drops the windows on all silos.</summary>
    public async Task CloseAsync()
    {
        foreach (var close in _switches.Select(ub => Lost.GuardAsync(ub.Close(_plan.Epoch))).ToList())
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

    private static async Task<GraphEnd> RunGraphAsync(IUbSwitchGrain ub, GraphOrder order)
    {
        var end = await ub.RunGraph(order);
        return end.Outcome switch
        {
            GraphOutcome.Ended => end,
            GraphOutcome.Aborted => throw new HostLostException("a silo left"),
            _ => throw new InvalidOperationException(end.Fault),
        };
    }

    // Asks all silos. The first that fails ends the epoch for the others, who may be waiting for its packets.
    private async Task<T[]> AllAsync<T>(Func<IUbSwitchGrain, Task<T>> ask)
    {
        var isClosing = false;
        try
        {
            return await _watch.UntilAsync(Task.WhenAll(_switches.Select(OneAsync)));
        }
        catch (HostLostException) when (!isClosing)
        {
            isClosing = true;
            await CloseAsync();
            throw;
        }

        async Task<T> OneAsync(IUbSwitchGrain ub)
        {
            try
            {
                return await Lost.GuardAsync(ask(ub));
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
