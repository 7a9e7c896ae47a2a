namespace CloudMatrix.Grains;

/// <summary>What it takes to go on with a run when the silo of its grain is lost.</summary>
[GenerateSerializer, Immutable, Alias("standby-state")]
internal abstract record StandbyState
{
    /// <summary>Counts who went on with the run, and from where: nobody goes on with an earlier one.</summary>
    [Id(0)]
    public required long Epoch { get; init; }

    /// <summary>Grows with every change within an epoch.</summary>
    public abstract long Version { get; }

    /// <summary>Whether somebody has to go on with it.</summary>
    public abstract bool IsAtWork { get; }
}
