using System.Collections.Immutable;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>
/// A context cache whose pool is the CPUs' grains: a prompt's blocks are asked for with one call to each CPU that owns
/// some of them.
/// </summary>
/// <param name="grains">Reaches the CPUs.</param>
/// <param name="pool">The service's name, and who runs it.</param>
/// <param name="terms">What the service's parts work with.</param>
internal sealed class PooledPrefixes(IGrainFactory grains, (string Name, long Epoch) pool, ServingTerms terms)
{
    // So that a turn of a CPU does not take long.
    private const int OperationsPerCall = 4_096;

    private readonly HashRing _ring = HashRing.Of(terms.Spec.Pool.Cpus);

    /// <summary>Sets the pool up on all CPUs.</summary>
    public Task OpenAsync() => Task.WhenAll(_ring.Cpus.Zip(_ring.Shares()).Select(
        cpu => grains.Cpu(cpu.First).OpenPool(pool.Name, pool.Epoch, terms.Spec.Pool.MemoryOf(cpu.Second))));

    /// <summary>Gives the memory of all CPUs back.</summary>
    public Task CloseAsync() =>
        Task.WhenAll(_ring.Cpus.Select(cpu => grains.Cpu(cpu).ClosePool(pool.Name, pool.Epoch)));

    /// <summary>What all CPUs have done and hold.</summary>
    public async Task<PoolTotals> GetTotalsAsync()
    {
        var totals = await Task.WhenAll(_ring.Cpus.Select(GetTotalsAsync));
        return totals.Aggregate((sum, cpu) => sum + cpu);
    }

    /// <summary>Does what a step of the cache asks for; prompts without keys have nothing to do with the pool.
    /// </summary>
    public Task DoAsync(PoolCall call) => call.Kind switch
    {
        PoolCallKind.LoseMemory => LoseMemoryAsync(call),
        PoolCallKind.Find => FindAsync(call),
        PoolCallKind.Load => LoadAsync(call),
        _ => AskAsync([.. OperationsOf(call)]),
    };

    /// <summary>Does again, on an empty pool, what was done before; each CPU gets its share in few calls.</summary>
    /// <param name="calls">What the cache asked for, with the answers.</param>
    public async Task CatchUpAsync(IEnumerable<PoolCall> calls)
    {
        var shares = _ring.Cpus.ToDictionary(cpu => cpu, _ => new List<PoolOperation>());
        foreach (var call in calls)
        {
            if (call.Kind == PoolCallKind.LoseMemory)
            {
                await CatchUpAsync(shares);
                await LoseMemoryAsync(call);
            }
            else if (call.Kind != PoolCallKind.Find)
            {
                foreach (var operation in OperationsOf(call))
                {
                    shares[_ring.OwnerOf(operation.Block.Key)].Add(operation);
                }
            }
        }

        await CatchUpAsync(shares);
    }

    private Task CatchUpAsync(Dictionary<CpuId, List<PoolOperation>> shares) =>
        Task.WhenAll(shares.Select(async share =>
        {
            foreach (var operations in share.Value.Chunk(OperationsPerCall))
            {
                await grains.Cpu(share.Key).UsePool(pool.Name, pool.Epoch, [.. operations]);
            }

            share.Value.Clear();
        }));

    // Of a prompt's blocks, in the order of ContextCache: what is stored goes from the last block to the first. The
    // first block that is missing is asked for too, as whoever reads block after block would.
    private IEnumerable<PoolOperation> OperationsOf(PoolCall call)
    {
        var (tokens, keys) = call.Prompt;
        return call.Kind switch
        {
            PoolCallKind.Find => keys.Select(key => Of(PoolOperationKind.Find, key)),
            PoolCallKind.Load => keys.Take(call.Held + 1).Select(key => Of(PoolOperationKind.Load, key)),
            _ => Enumerable.Range(1, keys.Length).Select(back => keys.Length - back).Select(index =>
                index < call.Hit.Blocks
                    ? Of(PoolOperationKind.Refresh, keys[index])
                    : new PoolOperation(PoolOperationKind.Store, terms.Shape.BlockAt(keys[index], index, tokens))),
        };
    }

    private async Task FindAsync(PoolCall call)
    {
        var answers = await AskAsync([.. OperationsOf(call)]);
        call.Held = answers.TakeWhile(answer => answer.IsHeld).Count();
    }

    private async Task LoadAsync(PoolCall call)
    {
        var answers = (await AskAsync([.. OperationsOf(call)])).Where(answer => answer.IsHeld).ToList();
        var onSsd = answers.Where(answer => answer.Tier == PoolTier.Ssd).ToList();
        call.Hit = new PrefixHit(
            answers.Count,
            onSsd.Count,
            terms.Shape.TokensOf(answers.Count, call.Prompt.Tokens),
            Sum(answers),
            Sum(onSsd));
    }

    private Task LoseMemoryAsync(PoolCall call) => Task.WhenAll(Enumerable
        .Range(call.Cpus.First, Math.Max(0, Math.Min(call.Cpus.End, terms.Spec.Pool.Cpus) - call.Cpus.First))
        .Select(cpu => grains.Cpu(new CpuId(cpu)).LosePoolMemory(pool.Name, pool.Epoch)));

    // Answers in the order of the operations; each CPU gets its own in one call, in this order.
    private async Task<PoolAnswer[]> AskAsync(ImmutableArray<PoolOperation> operations)
    {
        var answers = new PoolAnswer[operations.Length];
        var owners = Enumerable.Range(0, operations.Length).ToLookup(i => _ring.OwnerOf(operations[i].Block.Key));
        await Task.WhenAll(owners.Select(async places =>
        {
            var cpu = grains.Cpu(places.Key);
            var got = await cpu.UsePool(pool.Name, pool.Epoch, [.. places.Select(place => operations[place])]);
            foreach (var (index, place) in places.Index())
            {
                answers[place] = got[index];
            }
        }));
        return answers;
    }

    private async Task<PoolTotals> GetTotalsAsync(CpuId cpu) =>
        Documents.Read<PoolTotals>(await grains.GetGrain<IPoolServerGrain>(cpu.Index).GetTotals(pool.Name));

    private static PoolOperation Of(PoolOperationKind kind, KvBlockKey key) =>
        new(kind, new KvBlock(key, 0, Bytes.Zero));

    private static Bytes Sum(IEnumerable<PoolAnswer> answers) =>
        answers.Aggregate(Bytes.Zero, (sum, answer) => sum + answer.Size);
}
