using Microsoft.Extensions.Configuration;

namespace CloudMatrix.Silo;

/// <summary>A kind of service that keeps a cluster's membership, and what its grains keep.</summary>
internal interface IStoreKind
{
    /// <summary>What people call it.</summary>
    string Name { get; }

    /// <summary>What is wrong with a section that names such a service, besides its connection string.</summary>
    IEnumerable<string> FaultsOf(IConfigurationSection section);

    /// <summary>Reads a connection string.</summary>
    /// <exception cref="ArgumentException">It cannot be one; the message holds no password.</exception>
    StoreAddress AddressIn(string connectionString);

    /// <summary>Connects once, and asks for what a silo needs of it.</summary>
    Task<StoreAnswer> AskAsync(string connectionString, CancellationToken cancellation);
}
