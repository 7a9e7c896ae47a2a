namespace CloudMatrix.Simulation;

/// <summary>What one part of an instance sends another at the end of a front.</summary>
internal enum PacketKind : byte
{
    /// <summary>Rows for the other part's slots: their places in each rank's window, and when ranks sent.</summary>
    Dispatch,

    /// <summary>Answers for the other part's ranks, and when dies sent them back.</summary>
    Combine,
}
