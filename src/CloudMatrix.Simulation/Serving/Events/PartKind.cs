namespace CloudMatrix.Simulation;

/// <summary>
/// What a part of a service is; of messages that arrive at the same instant, the first kind gets its own first.
/// </summary>
/// <remarks>
/// Prefill comes last: whoever arrives at an instant has been through scheduler and decode before a batch begins.
/// </remarks>
public enum PartKind
{
    /// <summary>The global scheduler: takes requests in and sends each on its way.</summary>
    Scheduler,

    /// <summary>A decode instance.</summary>
    Decode,

    /// <summary>The context cache in front of the pooled memory.</summary>
    Cache,

    /// <summary>A prefill instance.</summary>
    Prefill,
}
