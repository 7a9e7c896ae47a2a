namespace CloudMatrix.Silo;

/// <summary>A store that a silo's configuration names.</summary>
/// <param name="Sections">The sections that name it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="ConnectionString">How it is reached; may hold a password.</param>
internal sealed record Store(string Sections, IStoreKind Kind, string ConnectionString)
{
    /// <summary>For people: what it is, where, and whose; no password.</summary>
    public override string ToString() => $"{Kind.Name} at {Kind.AddressIn(ConnectionString).Hosts}, of {Sections},";
}
