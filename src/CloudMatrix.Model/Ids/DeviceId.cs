namespace CloudMatrix.Model;

/// <summary>A device with a port of its own: a die or a CPU.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Index">Its number among its kind, from 0; node by node.</param>
public readonly record struct DeviceId(DeviceKind Kind, int Index)
{
    /// <summary>A die as a device.</summary>
    public static DeviceId Of(DieId die) => new(DeviceKind.Die, die.Index);

    /// <summary>A CPU as a device.</summary>
    public static DeviceId Of(CpuId cpu) => new(DeviceKind.Cpu, cpu.Index);

    /// <summary>E.g. "die-34" or "cpu-7".</summary>
    public override string ToString() =>
        Kind == DeviceKind.Die ? new DieId(Index).ToString() : new CpuId(Index).ToString();
}
