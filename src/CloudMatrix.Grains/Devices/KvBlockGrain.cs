using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>The face of one pooled KV block.</summary>
internal sealed class KvBlockGrain(SupernodeSpec supernode) : Grain, IKvBlockGrain
{
    private KvBlockKey Key => KvBlockKey.Parse(this.GetPrimaryKeyString());

    private CpuId Owner => supernode.OwnerOf(Key);

    public async Task<KvBlockState> GetState() =>
        new(Key, Owner, await GrainFactory.Cpu(Owner).GetBlock(Key));

    public Task<KvBlockLoaded> Load(DieId reader, VirtualTime askedAt)
    {
        var stamp = new UbStamp(DeviceId.Of(reader), DeviceId.Of(Owner), Bytes.Zero, askedAt);
        return GrainFactory.Cpu(Owner).Load(stamp, Key);
    }
}
