namespace CloudMatrix.Simulation;

/// <summary>One instance after the other.</summary>
internal sealed class RoundRobin : IPrefillRouter
{
    private long _chosen;

    /// <inheritdoc/>
    public PrefillLoad Choose(PrefillTask task, IReadOnlyList<PrefillLoad> instances) =>
        instances[(int)(_chosen++ % instances.Count)];

    /// <inheritdoc/>
    public void Sent(PrefillTask task, PartId instance)
    {
    }

    /// <inheritdoc/>
    public void Done(PrefillTask task, PartId instance)
    {
    }
}
