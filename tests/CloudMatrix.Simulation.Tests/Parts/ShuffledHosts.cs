using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

/// <summary>
/// Hosts of all parts of an instance on one thread, which take what is to be done in a random order: every order that a
/// cluster could take, but for what runs at the same instant.
/// </summary>
internal sealed class ShuffledHosts
{
    private readonly Random _order;
    private readonly List<Action> _todo = [];
    private readonly ImmutableArray<Host> _hosts;

    public ShuffledHosts(
        DecodeRunSpec run,
        Func<InstanceParts, int, IDecodePayload> payloadOf,
        ImmutableArray<int> partOfNode,
        int order)
    {
        _order = new Random(order);
        var parts = new InstanceParts(run.Spec, partOfNode);
        _hosts =
        [
            .. Enumerable.Range(0, parts.Count)
                .Select(part => new Host(this, run, payloadOf(parts, part), (parts, part))),
        ];
    }

    public IEnumerable<InstancePart> Parts => _hosts.Select(host => host.Part);

    public int PacketsSent { get; private set; }

    /// <summary>Runs a graph on all parts, which hear of it one after another.</summary>
    /// <returns>When the last die has ended it.</returns>
    public VirtualTime Run(GraphRun graph)
    {
        _todo.AddRange(_hosts.Select(host => (Action)(() => host.Part.Begin(graph))));
        while (_todo.Count > 0)
        {
            var next = _order.Next(_todo.Count);
            var act = _todo[next];
            _todo.RemoveAt(next);
            act();
        }

        Assert.All(_hosts, host => Assert.True(host.HasEnded()));
        return Parts.Max(part => part.End);
    }

    private sealed class Host : IPartHost
    {
        private readonly ShuffledHosts _hosts;
        private int _ended;

        public Host(ShuffledHosts hosts, DecodeRunSpec run, IDecodePayload payload, (InstanceParts, int) place)
        {
            _hosts = hosts;
            Part = new InstancePart(run, payload, place, this);
            var ranks = Enumerable.Range(0, run.Spec.Dies).Select(die => new RankId(die));
            Part.Restore(DecodeBoundary.Start(run.Spec), ranks);
        }

        public InstancePart Part { get; }

        public void WakeNpus() => _hosts._todo.AddRange(Part.Npus.Select(npu => (Action)(() => Part.RunNpu(npu))));

        public void WakeShards() =>
            _hosts._todo.AddRange(Part.Slots.Select(slot => (Action)(() => Part.RunShard(slot))));

        public void Send(int target, PartPacket packet)
        {
            // As on a wire: what the sender does with its memory afterwards does not change what arrives.
            var arriving = packet with { Body = packet.Body.ToArray() };
            _hosts.PacketsSent++;
            _hosts._todo.Add(() => _hosts._hosts[target].Part.Receive(arriving));
        }

        public void EndGraph() => _ended++;

        public bool HasEnded() => _ended-- == 1;
    }
}
