using CloudMatrix.Numerics;

namespace CloudMatrix.Simulation;

/// <summary>What the requests of a die share: the model, and the blocks of the die's memory.</summary>
/// <param name="Model">The model.</param>
/// <param name="Pool">Holds their context.</param>
/// <param name="DraftPool">Holds what the draft layer keeps of it; null where nothing is drafted.</param>
internal sealed record DieMemory(DeepSeekModel Model, KvBlockPool Pool, KvBlockPool? DraftPool)
{
    /// <summary>Blocks that hold some request's context.</summary>
    public int Used => Pool.Used + (DraftPool?.Used ?? 0);

    /// <summary>All blocks.</summary>
    public int Capacity => Pool.Capacity + (DraftPool?.Capacity ?? 0);

    /// <summary>Memory in which so many requests fit, whatever they generate: none is ever refused a block.</summary>
    public static DieMemory For(DeepSeekModel model, GenerationSpec spec, int requests)
    {
        var blocks = requests * KvBlockPool.BlocksFor(spec.ContextMax);
        return new DieMemory(
            model, model.NewPool(blocks), spec.Decode.MtpLayers > 0 ? model.MtpLayers[0].NewPool(blocks) : null);
    }
}
