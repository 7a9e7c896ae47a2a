namespace CloudMatrix.Grains.Abstractions;

/// <summary>
/// One network that devices reach one another by: what passed each port, and which parts of it are down. Key: the
/// plane (<see cref="GrainNames.UbPlane"/>).
/// </summary>
[Alias("ub-plane")]
public interface IUbPlaneGrain : IGrainWithIntegerKey
{
    /// <summary>Bytes, messages and busy time of every port that was used, and what is down.</summary>
    [Alias("state")]
    Task<UbPlaneState> GetState();

    /// <summary>Names of what is down.</summary>
    [Alias("down-now")]
    Task<IReadOnlyList<string>> GetDown();

    /// <summary>
    /// Takes parts of the network down, for messages and decodes that start afterwards; a running decode keeps the
    /// fabric that its specification names.
    /// </summary>
    /// <param name="names">Names such as <c>link:die-34/plane-3</c>; those that are down already stay down.</param>
    /// <returns>All that is wrong with the names; nothing was taken down if there is anything.</returns>
    [Alias("take-down")]
    Task<IReadOnlyList<string>> TakeDown(IReadOnlyList<string> names);

    /// <summary>Brings parts of the network up again; those that are up already stay up.</summary>
    [Alias("bring-up")]
    Task BringUp(IReadOnlyList<string> names);
}
