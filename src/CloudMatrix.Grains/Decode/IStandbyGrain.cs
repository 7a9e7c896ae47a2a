namespace CloudMatrix.Grains;

/// <summary>
/// The second holder of a decode's state, on another silo than its instance wherever there is one. While a decode runs
/// it looks after the instance: if that is lost with its silo, the look brings it back, and it goes on from here.
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

    /// <summary>Takes in the state at a step boundary.</summary>
    /// <param name="state">The state.</param>
    /// <param name="spansBefore">Steps whose spans it should hold already; the others are dropped.</param>
    /// <param name="spans">Spans of the steps since.</param>
    /// <returns>What it did with it.</returns>
    [Alias("put")]
    Task<StandbyOutcome> Put(StandbyState state, int spansBefore, byte[][] spans);
}
