namespace CloudMatrix.Grains.Abstractions;

/// <summary>The supernode that the cluster hosts (<see cref="GrainNames.Supernode"/>).</summary>
[Alias("supernode")]
public interface ISupernodeGrain : IGrainWithIntegerKey
{
    /// <summary>What machine it is, and which silo hosts which of its nodes.</summary>
    [Alias("state")]
    Task<SupernodeState> GetState();
}
