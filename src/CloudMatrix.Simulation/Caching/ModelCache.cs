using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// The model cache: models as blocks of the pool. Which blocks a model has is known in one place; the blocks are with
/// the CPUs that own their hashes. A model comes and goes whole, the least recently used first.
/// </summary>
/// <remarks>Source: arXiv:2506.12708 §4.4.3: query, prefetch, load, switch, versions.</remarks>
/// <param name="pool">Where the blocks are.</param>
/// <param name="spec">How models are cut, and how much of them is kept.</param>
public sealed class ModelCache(MemoryPool pool, ModelCacheSpec spec)
{
    private readonly Dictionary<ModelVersion, Entry> _catalogue = [];

    // Models with blocks in memory, the least recently used first: a handful.
    private readonly List<ModelVersion> _cached = [];

    /// <summary>Makes a model known; nothing of it is fetched yet.</summary>
    /// <exception cref="ArgumentException">It is known already, or larger than all the memory there is for models.
    /// </exception>
    public void Register(ModelVersion model, Bytes size)
    {
        if (size > spec.Capacity || !_catalogue.TryAdd(model, Cut(model, size)))
        {
            throw new ArgumentException($"{model} is known already, or its {size} are too large.", nameof(model));
        }
    }

    /// <summary>How much of a model the pool holds.</summary>
    /// <exception cref="KeyNotFoundException">The model is not registered.</exception>
    public ModelPresence Query(ModelVersion model)
    {
        var entry = _catalogue[model];
        var (inDram, onSsd) = (Bytes.Zero, Bytes.Zero);
        foreach (var block in entry.Blocks)
        {
            var tier = pool.OwnerOf(block.Key).WhereIs(block.Key);
            inDram += tier == PoolTier.Dram ? block.Size : Bytes.Zero;
            onSsd += tier == PoolTier.Ssd ? block.Size : Bytes.Zero;
        }

        return new ModelPresence(entry.Size, inDram, onSsd);
    }

    /// <summary>Brings a model into memory: from the volumes what lies there, from the bucket the rest.</summary>
    /// <exception cref="KeyNotFoundException">The model is not registered.</exception>
    public ModelFetch Prefetch(ModelVersion model) => Fetch(model, (owner, key) =>
    {
        var tier = owner.WhereIs(key);
        owner.Prefetch(key);
        return tier;
    });

    /// <summary>An instance loads a model, or switches to it: what is missing is fetched first.</summary>
    /// <exception cref="KeyNotFoundException">The model is not registered.</exception>
    public ModelFetch Load(ModelVersion model) =>
        Fetch(model, (owner, key) => owner.TryLoad(key, out var hit) ? hit.Tier : null);

    /// <summary>Forgets a version that nobody runs any more, in memory and on the volumes.</summary>
    /// <exception cref="KeyNotFoundException">The model is not registered.</exception>
    public void Retire(ModelVersion model)
    {
        foreach (var block in _catalogue[model].Blocks)
        {
            pool.OwnerOf(block.Key).Drop(block.Key);
        }

        _cached.Remove(model);
        _catalogue.Remove(model);
    }

    // Uses every block, and takes in those that lie nowhere.
    private ModelFetch Fetch(ModelVersion model, Func<CpuCore, KvBlockKey, PoolTier?> use)
    {
        var entry = _catalogue[model];
        _cached.Remove(model);
        var evicted = MakeRoom(entry.Size);
        _cached.Add(model);
        var (fromBucket, fromSsd) = (0L, 0L);
        foreach (var block in entry.Blocks)
        {
            var owner = pool.OwnerOf(block.Key);
            var tier = use(owner, block.Key);
            if (tier == PoolTier.Ssd)
            {
                fromSsd += block.Size.Count;
            }
            else if (tier is null)
            {
                owner.Store(block);
                fromBucket += block.Size.Count;
            }
        }

        return new ModelFetch(new Bytes(fromBucket), new Bytes(fromSsd), evicted);
    }

    private int MakeRoom(Bytes size)
    {
        var evicted = 0;
        while (_cached.Count > 0 && HeldFor(_cached) + size > spec.Capacity)
        {
            foreach (var block in _catalogue[_cached[0]].Blocks)
            {
                pool.OwnerOf(block.Key).Demote(block.Key);
            }

            _cached.RemoveAt(0);
            evicted++;
        }

        return evicted;
    }

    private Bytes HeldFor(List<ModelVersion> models) =>
        models.Aggregate(Bytes.Zero, (sum, model) => sum + _catalogue[model].Size);

    private Entry Cut(ModelVersion model, Bytes size)
    {
        var blocks = new KvBlock[(size.Count + spec.BlockSize.Count - 1) / spec.BlockSize.Count];
        var name = model.ToString().Select(letter => (int)letter).ToArray();
        var key = KvBlockKey.Root(spec.Namespace).Next(name);
        for (var index = 0; index < blocks.Length; index++)
        {
            var rest = size - (index * spec.BlockSize);
            blocks[index] = new KvBlock(
                key.Next([index]), 0, rest < spec.BlockSize ? rest : spec.BlockSize, spec.Namespace);
        }

        return new Entry(size, blocks);
    }

    private readonly record struct Entry(Bytes Size, KvBlock[] Blocks);
}
