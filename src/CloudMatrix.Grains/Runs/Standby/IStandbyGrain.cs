namespace CloudMatrix.Grains;

/// <summary>
/// The second holder of a run's state, on another silo than the run's grain wherever there is one. While the run is at
/// work it looks after that grain: if it is lost with its silo, the look brings it back, and it goes on from here. Key:
/// the grain's identity.
/// </summary>
[Alias("standby")]
internal interface IStandbyGrain : IGrainWithStringKey
{
    /// <summary>The silo that it lives on.</summary>
    [Alias("silo")]
    Task<SiloAddress> GetSilo();

    /// <summary>Makes off, so that the next call can place it elsewhere.</summary>
    [Alias("leave")]
    Task Leave();

    /// <summary>What it holds; null where it holds nothing.</summary>
    [Alias("get")]
    Task<StandbyCopy?> Get();

    /// <summary>Takes in a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="entriesBefore">Entries that it should hold already; what is beyond them is dropped.</param>
    /// <param name="entries">Entries since.</param>
    /// <returns>What it did with it.</returns>
    [Alias("put")]
    Task<StandbyOutcome> Put(IStandbyState state, int entriesBefore, byte[][] entries);
}
