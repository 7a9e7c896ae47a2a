namespace CloudMatrix.Silo;

/// <summary>What a connection string may show of itself.</summary>
/// <param name="Hosts">Hosts and ports; empty where it names none.</param>
/// <param name="HasPassword">Whether it holds a password.</param>
internal readonly record struct StoreAddress(string Hosts, bool HasPassword);
