namespace CloudMatrix.Grains;

/// <summary>What it takes to go on with a run when the silo of its grain is lost.</summary>
internal interface IStandbyState
{
    /// <summary>Counts who went on with the run, and from where: nobody goes on with an earlier one.</summary>
    long Epoch { get; }

    /// <summary>Grows with every change within an epoch.</summary>
    long Version { get; }

    /// <summary>Whether somebody has to go on with it.</summary>
    bool IsAtWork { get; }
}
