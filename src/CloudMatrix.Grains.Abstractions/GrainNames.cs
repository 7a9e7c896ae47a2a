using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>What devices and instances are called among grains.</summary>
public static class GrainNames
{
    private const long TheSupernode = 0;

    extension(IGrainFactory grains)
    {
        /// <summary>The supernode that the cluster hosts.</summary>
        public ISupernodeGrain Supernode() => grains.GetGrain<ISupernodeGrain>(TheSupernode);

        /// <summary>An NPU.</summary>
        public INpuGrain Npu(NpuId npu) => grains.GetGrain<INpuGrain>(npu.Index);

        /// <summary>A CPU.</summary>
        public ICpuGrain Cpu(CpuId cpu) => grains.GetGrain<ICpuGrain>(cpu.Index);

        /// <summary>An expert slot of a decode instance.</summary>
        public IExpertShardGrain ExpertShard(string instance, SlotId slot) =>
            grains.GetGrain<IExpertShardGrain>(slot.Index, instance);

        /// <summary>A service.</summary>
        public IServiceGrain Service(string name) => grains.GetGrain<IServiceGrain>(name);

        /// <summary>A prefill or decode instance of a service.</summary>
        /// <param name="service">The service's name.</param>
        /// <param name="instance">The instance's, e.g. "prefill-3".</param>
        public IServingInstanceGrain ServingInstance(string service, string instance) =>
            grains.GetGrain<IServingInstanceGrain>($"{service}/{instance}");

        /// <summary>A plan.</summary>
        public IPlanGrain Plan(string name) => grains.GetGrain<IPlanGrain>(name);

        /// <summary>A block of a service's context cache.</summary>
        /// <param name="service">The service's name.</param>
        /// <param name="key">The block.</param>
        public IKvBlockGrain KvBlock(string service, KvBlockKey key) =>
            grains.GetGrain<IKvBlockGrain>($"{service}/{key}");

        /// <summary>A pooled KV block.</summary>
        public IKvBlockGrain KvBlock(KvBlockKey key) => grains.GetGrain<IKvBlockGrain>(key.ToString());

        /// <summary>A network.</summary>
        public IUbPlaneGrain UbPlane(NetworkPlane plane) => grains.GetGrain<IUbPlaneGrain>((long)plane);

        /// <summary>A decode instance.</summary>
        public IDecodeInstanceGrain DecodeInstance(string name) => grains.GetGrain<IDecodeInstanceGrain>(name);
    }
}
