using System.Collections.Immutable;

namespace CloudMatrix.Numerics.Tests;

public sealed class KvBlockTests
{
    private const int Block = KvBlockPool.TokensPerBlock;

    [Fact]
    public void Invariant_BlocksFreePlusUsed_IsTheCapacity()
    {
        using var model = DeepSeekModel.Load(Folders.TinyMoe);
        var pool = model.NewPool(capacity: 5);
        var (left, right) = (model.NewSequence(pool), model.NewSequence(pool));

        foreach (var (cache, tokens, used) in new[]
        {
            (left, Block, 1), (left, 1, 2), (right, 1, 3), (left, Block, 4), (right, Block - 1, 4), (right, 1, 5),
        })
        {
            Feed(model, cache, tokens);
            Assert.Equal((used, 5 - used), (pool.Used, pool.Free));
        }

        left.TruncateTo(Block);
        Assert.Equal((3, 2), (pool.Used, pool.Free));
        left.TruncateTo(0);
        right.TruncateTo(0);
        Assert.Equal((0, 5), (pool.Used, pool.Free));
    }

    [Fact]
    public void Feed_MoreThanThePoolHas_IsRefused()
    {
        using var model = DeepSeekModel.Load(Folders.TinyMoe);
        var cache = model.NewSequence(model.NewPool(capacity: 1));

        Assert.Throws<InvalidOperationException>(() => Feed(model, cache, Block + 1));
    }

    [Fact]
    public void Run_BlocksUsedBefore_GivesTheSameBits()
    {
        using var model = DeepSeekModel.Load(Folders.TinyMoe);
        var pool = model.NewPool(capacity: 3);
        var first = model.NewSequence(pool);
        Feed(model, first, 2 * Block);
        first.TruncateTo(0);

        Assert.Equal(Feed(model, model.NewSequence(), Block + 9), Feed(model, model.NewSequence(pool), Block + 9));
    }

    private static float[] Feed(DeepSeekModel model, SequenceCache cache, int tokens)
    {
        ImmutableArray<int> text = [.. Enumerable.Range(cache.Length, tokens).Select(i => i % 200)];
        var hidden = new float[tokens * model.Spec.Shape.HiddenSize];
        model.Run(new TokenBatch(AttentionForm.Absorbed, new SequenceTokens(cache, text)), hidden);
        return hidden;
    }
}
