using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>An instance among others: what it is doing, on which NPUs, and whether it may be sent requests.</summary>
/// <param name="id">The instance.</param>
internal sealed class InstanceLife(PartId id)
{
    /// <summary>The instance.</summary>
    public PartId Id => id;

    /// <summary>What it is doing.</summary>
    public InstanceStage Stage { get; private set; }

    /// <summary>Its NPUs, in order; none while it is dormant.</summary>
    public ImmutableArray<int> Npus { get; private set; } = [];

    /// <summary>How often it has taken NPUs.</summary>
    public int Lives { get; private set; }

    /// <summary>Failures that it suffers from.</summary>
    public int Failures { get; set; }

    /// <summary>Whether requests may be sent there.</summary>
    public bool IsUp => Stage == InstanceStage.Serving && Failures == 0;

    /// <summary>It takes NPUs, and is to load the model or has it.</summary>
    public void Begin(ImmutableArray<int> npus, InstanceStage stage) =>
        (Npus, Stage, Lives) = (npus, stage, Lives + 1);

    /// <summary>It goes on to another stage on the same NPUs.</summary>
    public void Become(InstanceStage stage) => Stage = stage;

    /// <summary>It has no NPUs any more.</summary>
    /// <returns>Those that it had.</returns>
    public ImmutableArray<int> End()
    {
        var npus = Npus;
        (Npus, Stage) = ([], InstanceStage.Dormant);
        return npus;
    }

    /// <summary>Its dies on a range of NPUs; null where it has none there.</summary>
    /// <param name="npus">The first NPU of the range, and the one after the last.</param>
    /// <param name="diesPerNpu">Dies of an NPU.</param>
    public (RankId First, RankId End)? DiesOn((int First, int End) npus, int diesPerNpu)
    {
        var before = Npus.Count(npu => npu < npus.First);
        var count = Npus.Count(npu => npu >= npus.First && npu < npus.End);
        return count == 0 ? null : (new RankId(before * diesPerNpu), new RankId((before + count) * diesPerNpu));
    }
}
