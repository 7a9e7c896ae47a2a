namespace CloudMatrix.Silo;

/// <summary>How a store answers.</summary>
internal enum StoreOutcome
{
    /// <summary>It can be used.</summary>
    Usable,

    /// <summary>Nothing answers there, or not now.</summary>
    Missing,

    /// <summary>It answers, but not to this user, or lacks what a silo needs.</summary>
    Unusable,
}
