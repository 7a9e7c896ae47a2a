namespace CloudMatrix.Silo;

/// <summary>A kind of service that keeps a cluster's membership, and what its grains keep.</summary>
internal interface IStoreKind
{
    /// <summary>What people call it.</summary>
    string Name { get; }

    /// <summary>The driver that this program carries among those of ADO.NET; null for what is no database.</summary>
    string? Driver { get; }

    /// <summary>Reads a connection string.</summary>
    /// <exception cref="ArgumentException">It cannot be one; the message holds no password.</exception>
    StoreAddress AddressIn(string connectionString);

    /// <summary>Connects once, and asks for what a silo needs of it.</summary>
    Task<StoreAnswer> AskAsync(string connectionString, CancellationToken cancellation);
}
