using CloudMatrix.Model;

namespace CloudMatrix.Costs.Tests;

/// <summary>A machine whose figures are round, so that every price can be computed by hand.</summary>
internal static class Round
{
    /// <summary>
    /// Four matrix cores that reach half of 1 TOPS each (INT8; 0.5 BF16), eight vector cores, 1 TB/s of memory, a port
    /// of 100 GB/s, tiles of 32 × 64.
    /// </summary>
    public static MachineSpec Machine { get; } = Rounded(DefaultMachine.Read());

    public static DieShare Whole { get; } = DieShare.Whole(Machine);

    public static PortRates Port { get; } = new(Machine.ExpertParallel.PortRate, Machine.ExpertParallel.PortRate);

    public static VirtualDuration Launch => Machine.Operators.OperatorLaunch;

    private static MachineSpec Rounded(MachineSpec machine) => machine with
    {
        Die = machine.Die with
        {
            MatrixCores = 4,
            VectorCores = 8,
            Int8Peak = new OperationsPerSecond(4e12),
            Bf16Peak = new OperationsPerSecond(2e12),
        },
        Operators = machine.Operators with
        {
            HbmAchieved = new BytesPerSecond(1e12),
            MatrixEfficiency = 0.5,
            GemmTile = new GemmTileSpec(Rows: 32, Columns: 64),
            TileOverhead = VirtualDuration.FromMicroseconds(1),
            OperatorLaunch = VirtualDuration.FromMicroseconds(10),
            AttentionUtilization = 0.5,
            ServingAttentionUtilization = 0.25,
        },
        ExpertParallel = machine.ExpertParallel with
        {
            PortRate = new BytesPerSecond(100e9),
            ScaleBlock = new Bytes(512),
            WritesInFlight = 2,
            DispatchRowWork = VirtualDuration.FromMicroseconds(3),
            CombineRowWork = VirtualDuration.FromMicroseconds(1),
            IntraNode = new PathSpec(new BytesPerSecond(50e9), VirtualDuration.FromMicroseconds(2)),
            InterNode = new PathSpec(new BytesPerSecond(50e9), VirtualDuration.FromMicroseconds(4)),
        },
    };
}
