namespace CloudMatrix.Grains;

/// <summary>A device that takes part in epochs.</summary>
[Alias("seated")]
internal interface ISeatedGrain : IGrain
{
    /// <summary>
    /// Takes the device's seat in an epoch, if it lives on the silo that the seat is on; otherwise it moves there.
    /// </summary>
    [Alias("take-seat")]
    Task<SeatOutcome> TakeSeat(EpochId epoch, SiloAddress silo);
}
