using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>The face of one pooled KV block.</summary>
internal sealed class KvBlockGrain(SupernodeSpec supernode) : Grain, IKvBlockGrain
{
    private KvBlockKey Key => KvBlockKey.Parse(this.GetPrimaryKeyString().Split('/')[^1]);

    // A block of a service's pool has the service's name before its key.
    private string? Pool => this.GetPrimaryKeyString() is var key && key.LastIndexOf('/') is >= 0 and var end
        ? key[..end]
        : null;

    private CpuId Owner => supernode.OwnerOf(Key);

    public async Task<KvBlockState> GetState() =>
        new(Key, Owner, await (Pool is { } pool
            ? GrainFactory.Cpu(Owner).GetPoolBlock(pool, Key)
            : GrainFactory.Cpu(Owner).GetBlock(Key)));

    public Task<KvBlockLoaded> Load(DieId reader, VirtualTime askedAt)
    {
        var stamp = new UbStamp(DeviceId.Of(reader), DeviceId.Of(Owner), Bytes.Zero, askedAt);
        return GrainFactory.Cpu(Owner).Load(stamp, Key);
    }
}
