using System.Collections.Immutable;
using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>A prefill batch and the instance that computes it, checked.</summary>
public sealed record PrefillSpec
{
    /// <summary>The machine.</summary>
    public required MachineSpec Machine { get; init; }

    /// <summary>What is down on its bus.</summary>
    public required FabricHealth Fabric { get; init; }

    /// <summary>The model.</summary>
    public required ModelShape Model { get; init; }

    /// <summary>NPUs of the instance; it stands on the machine's first ones.</summary>
    public required int Npus { get; init; }

    /// <summary>The batch: prompts, packed in this order.</summary>
    public required ImmutableArray<PrefillSequence> Sequences { get; init; }

    /// <summary>1 or 2.</summary>
    public required int Microbatches { get; init; }

    /// <summary>How tokens choose experts.</summary>
    public required RoutingSpec Routing { get; init; }

    /// <summary>What the balancer knew of that.</summary>
    public required BalancerView Balancer { get; init; }

    /// <summary>Where slots of routed experts live; every die has the shared expert beside them.</summary>
    public required SlotMap Slots { get; init; }

    /// <summary>The seed of every random number of the batch.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Dies of the instance: its ranks.</summary>
    public int Dies => Npus * Machine.DiesPerNpu;

    /// <summary>Tokens to compute.</summary>
    public int NewTokens => Sequences.Sum(sequence => sequence.NewTokens);

    /// <summary>Cached tokens that they attend to.</summary>
    public int CachedTokens => Sequences.Sum(sequence => sequence.CachedTokens);

    /// <summary>Query heads that a die computes for all tokens.</summary>
    /// <param name="die">The rank.</param>
    public int HeadsOf(int die) => Dealt(Model.Attention.Heads, die, Dies);

    /// <summary>A die's own share of so many tokens.</summary>
    /// <param name="tokens">Tokens of all dies.</param>
    /// <param name="die">The rank.</param>
    public int TokensOf(int tokens, int die) => Dealt(tokens, die, Dies);

    /// <summary>The same instance with another batch. Prompts that are cached whole have nothing to do in it.</summary>
    /// <param name="sequences">The prompts, packed in this order.</param>
    public PrefillSpec With(ImmutableArray<PrefillSequence> sequences) =>
        this with { Sequences = [.. sequences.Where(sequence => sequence.NewTokens > 0)] };

    /// <summary>
    /// The prompts of each microbatch: packed, and cut where equal numbers of tokens are on either side. What follows a
    /// cut attends to what stands before it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A die would have more than 65,535 tokens.</exception>
    public ImmutableArray<ImmutableArray<PrefillSequence>> Pack()
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(TokensOf(NewTokens, 0), ushort.MaxValue, nameof(Sequences));
        var packed = new List<ImmutableArray<PrefillSequence>>();
        var rest = Sequences;
        for (var microbatch = 0; microbatch < Microbatches; microbatch++)
        {
            var (taken, left) = Take(rest, Dealt(NewTokens, microbatch, Microbatches));
            packed.Add(taken);
            rest = left;
        }

        return [.. packed];
    }

    private static (ImmutableArray<PrefillSequence> Taken, ImmutableArray<PrefillSequence> Left) Take(
        ImmutableArray<PrefillSequence> sequences, int tokens)
    {
        var taken = 0;
        while (taken < sequences.Length && sequences[taken].NewTokens <= tokens)
        {
            tokens -= sequences[taken].NewTokens;
            taken++;
        }

        if (tokens == 0)
        {
            return (sequences[..taken], sequences[taken..]);
        }

        var cut = sequences[taken];
        var first = cut with { NewTokens = tokens };
        var second = new PrefillSequence(cut.NewTokens - tokens, cut.CachedTokens + tokens);
        return ([.. sequences[..taken], first], [second, .. sequences[(taken + 1)..]]);
    }

    // What place i of n gets when items are dealt in turn: ⌈(items − i) ÷ n⌉.
    private static int Dealt(int items, int place, int places) => (items - place + places - 1) / places;
}
