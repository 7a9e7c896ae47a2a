namespace CloudMatrix.Simulation;

/// <summary>The instance with the fewest tokens before it; the first of equals.</summary>
internal sealed class LeastLoaded : IPrefillRouter
{
    /// <inheritdoc/>
    public PrefillLoad Choose(PrefillTask task, IReadOnlyList<PrefillLoad> instances) =>
        instances.MinBy(instance => instance.PendingTokens)!;

    /// <inheritdoc/>
    public void Sent(PrefillTask task, PartId instance)
    {
    }

    /// <inheritdoc/>
    public void Done(PrefillTask task, PartId instance)
    {
    }
}
