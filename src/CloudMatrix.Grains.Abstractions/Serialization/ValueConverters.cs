using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>
/// How values of the floors below, which know no serializer, cross from silo to silo: as their numbers.
/// </summary>
internal static class ValueConverters
{
    [RegisterConverter]
    internal sealed class OfNpuId : IConverter<NpuId, NumberSurrogate>
    {
        public NpuId ConvertFromSurrogate(in NumberSurrogate surrogate) => new((int)surrogate.Value);

        public NumberSurrogate ConvertToSurrogate(in NpuId value) => new() { Value = value.Index };
    }

    [RegisterConverter]
    internal sealed class OfCpuId : IConverter<CpuId, NumberSurrogate>
    {
        public CpuId ConvertFromSurrogate(in NumberSurrogate surrogate) => new((int)surrogate.Value);

        public NumberSurrogate ConvertToSurrogate(in CpuId value) => new() { Value = value.Index };
    }

    [RegisterConverter]
    internal sealed class OfDieId : IConverter<DieId, NumberSurrogate>
    {
        public DieId ConvertFromSurrogate(in NumberSurrogate surrogate) => new((int)surrogate.Value);

        public NumberSurrogate ConvertToSurrogate(in DieId value) => new() { Value = value.Index };
    }

    [RegisterConverter]
    internal sealed class OfNodeId : IConverter<NodeId, NumberSurrogate>
    {
        public NodeId ConvertFromSurrogate(in NumberSurrogate surrogate) => new((int)surrogate.Value);

        public NumberSurrogate ConvertToSurrogate(in NodeId value) => new() { Value = value.Index };
    }

    [RegisterConverter]
    internal sealed class OfRankId : IConverter<RankId, NumberSurrogate>
    {
        public RankId ConvertFromSurrogate(in NumberSurrogate surrogate) => new((int)surrogate.Value);

        public NumberSurrogate ConvertToSurrogate(in RankId value) => new() { Value = value.Index };
    }

    [RegisterConverter]
    internal sealed class OfSlotId : IConverter<SlotId, NumberSurrogate>
    {
        public SlotId ConvertFromSurrogate(in NumberSurrogate surrogate) => new((int)surrogate.Value);

        public NumberSurrogate ConvertToSurrogate(in SlotId value) => new() { Value = value.Index };
    }

    [RegisterConverter]
    internal sealed class OfExpertId : IConverter<ExpertId, NumberSurrogate>
    {
        public ExpertId ConvertFromSurrogate(in NumberSurrogate surrogate) => new((int)surrogate.Value);

        public NumberSurrogate ConvertToSurrogate(in ExpertId value) => new() { Value = value.Index };
    }

    [RegisterConverter]
    internal sealed class OfBytes : IConverter<Bytes, NumberSurrogate>
    {
        public Bytes ConvertFromSurrogate(in NumberSurrogate surrogate) => new(surrogate.Value);

        public NumberSurrogate ConvertToSurrogate(in Bytes value) => new() { Value = value.Count };
    }

    [RegisterConverter]
    internal sealed class OfVirtualTime : IConverter<VirtualTime, NumberSurrogate>
    {
        public VirtualTime ConvertFromSurrogate(in NumberSurrogate surrogate) => new(surrogate.Value);

        public NumberSurrogate ConvertToSurrogate(in VirtualTime value) => new() { Value = value.Picoseconds };
    }

    [RegisterConverter]
    internal sealed class OfVirtualDuration : IConverter<VirtualDuration, NumberSurrogate>
    {
        public VirtualDuration ConvertFromSurrogate(in NumberSurrogate surrogate) => new(surrogate.Value);

        public NumberSurrogate ConvertToSurrogate(in VirtualDuration value) => new() { Value = value.Picoseconds };
    }

    [RegisterConverter]
    internal sealed class OfDeviceId : IConverter<DeviceId, NumbersSurrogate>
    {
        public DeviceId ConvertFromSurrogate(in NumbersSurrogate surrogate) =>
            new((DeviceKind)surrogate.First, (int)surrogate.Second);

        public NumbersSurrogate ConvertToSurrogate(in DeviceId value) =>
            new() { First = (long)value.Kind, Second = value.Index };
    }

    [RegisterConverter]
    internal sealed class OfKvBlockKey : IConverter<KvBlockKey, NumbersSurrogate>
    {
        public KvBlockKey ConvertFromSurrogate(in NumbersSurrogate surrogate) =>
            new((ulong)surrogate.First, (ulong)surrogate.Second);

        public NumbersSurrogate ConvertToSurrogate(in KvBlockKey value) =>
            new() { First = (long)value.High, Second = (long)value.Low };
    }

    [RegisterConverter]
    internal sealed class OfKvBlock : IConverter<KvBlock, NumbersSurrogate>
    {
        public KvBlock ConvertFromSurrogate(in NumbersSurrogate surrogate) => new(
            new((ulong)surrogate.First, (ulong)surrogate.Second),
            (int)surrogate.Third,
            new(surrogate.Fourth),
            new((int)surrogate.Fifth));

        public NumbersSurrogate ConvertToSurrogate(in KvBlock value) => new()
        {
            First = (long)value.Key.High,
            Second = (long)value.Key.Low,
            Third = value.Tokens,
            Fourth = value.Size.Count,
            Fifth = value.Namespace.Index,
        };
    }

    [RegisterConverter]
    internal sealed class OfBusUse : IConverter<BusUse, NumbersSurrogate>
    {
        public BusUse ConvertFromSurrogate(in NumbersSurrogate surrogate) =>
            new(surrogate.First, surrogate.Second, new(surrogate.Third));

        public NumbersSurrogate ConvertToSurrogate(in BusUse value) =>
            new() { First = value.Bytes, Second = value.Messages, Third = value.Busy.Picoseconds };
    }

    [RegisterConverter]
    internal sealed class OfHbmUse : IConverter<HbmUse, NumbersSurrogate>
    {
        public HbmUse ConvertFromSurrogate(in NumbersSurrogate surrogate) =>
            new(surrogate.First, surrogate.Second, surrogate.Third, surrogate.Fourth);

        public NumbersSurrogate ConvertToSurrogate(in HbmUse value) =>
            new() { First = value.Weights, Second = value.Kv, Third = value.Buffers, Fourth = value.Free };
    }
}
