namespace CloudMatrix.Grains;

/// <summary>A device that takes part in epochs.</summary>
[Alias("seated")]
internal interface ISeatedGrain : IGrain
{
    /// <summary>Takes the device's seat in an epoch, if it lives on the silo that the seat is on.</summary>
    /// <returns>
    /// Whether it did; if it lives elsewhere it makes off, so that the next call can place it where it belongs.
    /// </returns>
    [Alias("take-seat")]
    Task<bool> TakeSeat(EpochId epoch, SiloAddress silo);
}
