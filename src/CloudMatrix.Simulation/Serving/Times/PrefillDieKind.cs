namespace CloudMatrix.Simulation;

/// <summary>Dies of a prefill instance that go through a batch alike.</summary>
internal enum PrefillDieKind
{
    /// <summary>Those with tokens of their own: all, where a microbatch has at least one for each.</summary>
    WithTokens,

    /// <summary>Those that only serve others' tokens: heads and experts.</summary>
    WithoutTokens,
}
