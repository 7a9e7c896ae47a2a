namespace CloudMatrix.Grains.Abstractions;

/// <summary>
/// One expert slot of a decode instance: takes the rows that all ranks send it, layer by layer, and answers them. Key:
/// slot and instance (<see cref="GrainNames.ExpertShard"/>).
/// </summary>
[Alias("expert-shard")]
public interface IExpertShardGrain : IGrainWithIntegerCompoundKey
{
    /// <summary>Which experts the slot holds, and how many rows it has served by the last step boundary.</summary>
    [Alias("state")]
    Task<ExpertShardState> GetState();
}
