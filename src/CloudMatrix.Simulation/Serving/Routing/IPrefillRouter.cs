namespace CloudMatrix.Simulation;

/// <summary>A policy: which prefill instance computes a prompt.</summary>
internal interface IPrefillRouter
{
    /// <summary>Chooses an instance.</summary>
    /// <param name="task">The prompt.</param>
    /// <param name="instances">Those that are up, one or more, in order.</param>
    PrefillLoad Choose(PrefillTask task, IReadOnlyList<PrefillLoad> instances);

    /// <summary>A prompt was sent to an instance.</summary>
    void Sent(PrefillTask task, PartId instance);

    /// <summary>A prompt is computed, or will not be.</summary>
    void Done(PrefillTask task, PartId instance);
}
