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
        _ => StoreAsync(call),
    };

    private async Task FindAsync(PoolCall call)
    {
        var answers = await AskAsync([.. call.Prompt.Keys.Select(key => Of(PoolOperationKind.Find, key))]);
        call.Held = answers.TakeWhile(answer => answer.IsHeld).Count();
    }

    // The first block that is missing is asked for too, as whoever reads block after block would.
    private async Task LoadAsync(PoolCall call)
    {
        var wanted = call.Prompt.Keys.Take(call.Held + 1).Select(key => Of(PoolOperationKind.Load, key));
        var answers = (await AskAsync([.. wanted])).Where(answer => answer.IsHeld).ToList();
        var onSsd = answers.Where(answer => answer.Tier == PoolTier.Ssd).ToList();
        call.Hit = new PrefixHit(
            answers.Count,
            onSsd.Count,
            terms.Shape.TokensOf(answers.Count, call.Prompt.Tokens),
            Sum(answers),
            Sum(onSsd));
    }

    // In the order of ContextCache.Store: from the last block to the first.
    private Task<PoolAnswer[]> StoreAsync(PoolCall call)
    {
        var (prompt, found) = (call.Prompt, call.Hit.Blocks);
        var operations = ImmutableArray.CreateBuilder<PoolOperation>();
        for (var index = prompt.Keys.Length - 1; index >= 0; index--)
        {
            operations.Add(index < found
                ? Of(PoolOperationKind.Refresh, prompt.Keys[index])
                : new PoolOperation(
                    PoolOperationKind.Store, terms.Shape.BlockAt(prompt.Keys[index], index, prompt.Tokens)));
        }

        return AskAsync(operations.ToImmutable());
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
