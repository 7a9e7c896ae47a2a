using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What it takes until a lost instance, or one of a new role, is whole again: its model is loaded.</summary>
/// <remarks>
/// The pool holds the model, as table 2's warm start has it: read at the rate of one die's port, whatever the
/// instance's size. Machines whose CPUs are not on the scale-up network read the bucket. That a failure is noticed
/// takes no time. Source: arXiv:2506.12708 table 2, §4.4.3.
/// </remarks>
internal static class InstanceStart
{
    /// <summary>The time; null where the machine file states nothing that a model could be loaded from.</summary>
    public static VirtualDuration? TimeOf(MachineSpec machine, ModelShape model)
    {
        var size = new Bytes(model.TotalParameters);
        return machine.ScaleUp.CpuRead is not null
            ? PoolTransferCost.Time(machine, CachePlane.ScaleUp, UbAccess.Read, size)
            : machine.Storage?.BucketBandwidth.TimeFor(size);
    }
}
