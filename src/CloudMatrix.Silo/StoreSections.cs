using CloudMatrix.Hosting;
using Microsoft.Extensions.Configuration;

namespace CloudMatrix.Silo;

/// <summary>
/// The parts of Orleans' section that name a store: of membership, and of what grains keep. Their connection
/// strings may lie in an environment variable or a file, since they hold passwords.
/// </summary>
internal static class StoreSections
{
    /// <summary>The provider that keeps them in a database.</summary>
    public const string AdoNet = "AdoNet";

    /// <summary>The provider that keeps them in Redis.</summary>
    public const string Redis = "Redis";

    private const string ProviderType = "ProviderType";
    private const string ConnectionString = "ConnectionString";
    private const string Invariant = "Invariant";

    private static readonly Dictionary<string, IStoreKind> Kinds =
        new() { [AdoNet] = new PostgresStore(), [Redis] = new RedisStore() };

    /// <summary>Finds what is wrong with these sections, and what their connection strings are.</summary>
    /// <param name="root">The configuration.</param>
    /// <param name="faults">Takes the faults.</param>
    /// <returns>The configuration with the connection strings themselves.</returns>
    public static IConfigurationRoot Resolve(IConfigurationRoot root, List<string> faults)
    {
        var secrets = In(root)
            .Select(section => (Key: $"{section.Path}:{ConnectionString}", Secret: Read(section, faults)))
            .ToDictionary(pair => pair.Key, pair => pair.Secret);
        return new ConfigurationBuilder().AddConfiguration(root).AddInMemoryCollection(secrets).Build();
    }

    /// <summary>The stores that a resolved configuration names, each once.</summary>
    public static IReadOnlyList<Store> StoresIn(IConfiguration root) =>
        [.. In(root)
            .GroupBy(
                section => (Kind: Kinds[section[ProviderType]!], Text: section[ConnectionString]!),
                section => section.Path)
            .Select(group => new Store(string.Join(" and ", group), group.Key.Kind, group.Key.Text))];

    private static IEnumerable<IConfigurationSection> In(IConfiguration root)
    {
        var orleans = root.GetSection("Orleans");
        return orleans.GetSection("GrainStorage").GetChildren().Prepend(orleans.GetSection("Clustering"))
            .Where(section => section[ProviderType] is { } provider && Kinds.ContainsKey(provider));
    }

    private static string? Read(IConfigurationSection section, List<string> faults)
    {
        var kind = Kinds[section[ProviderType]!];
        faults.AddRange(FindWrongKeys(section, kind));
        try
        {
            return Read(section[ConnectionString], kind);
        }
        catch (FormatException exception)
        {
            faults.Add($"{section.Path}:{ConnectionString}: {exception.Message}");
            return null;
        }
    }

    // Orleans knows more keys: names of what a program of one's own registers in its code; this one registers nothing.
    private static IEnumerable<string> FindWrongKeys(IConfigurationSection section, IStoreKind kind)
    {
        if (kind.Driver is not { } driver)
        {
            return ConfigurationKeys.FindUnknown(section, [ProviderType, ConnectionString]);
        }

        var unknown = ConfigurationKeys.FindUnknown(section, [ProviderType, Invariant, ConnectionString]);
        return section[Invariant] == driver
            ? unknown
            : unknown.Append($"{section.Path}:{Invariant}: '{section[Invariant]}'; the driver that this program "
                + $"carries is that of {kind.Name}, \"{driver}\".");
    }

    private static string Read(string? source, IStoreKind kind)
    {
        if (string.IsNullOrWhiteSpace(source))
        {
            throw new FormatException($"missing; write where it lies, {SecretSource.Forms}.");
        }

        var isElsewhere = SecretSource.IsSource(source);
        var text = isElsewhere ? SecretSource.Read(source) : source;
        var address = AddressIn(text, kind);
        if (address.HasPassword && !isElsewhere)
        {
            throw new FormatException(
                $"holds a password, which does not belong here; write where it lies, {SecretSource.Forms}.");
        }

        return address.Hosts.Length > 0 ? text : throw new FormatException("names no host.");
    }

    // What a driver says of a string repeats what it cannot read, which may be the end of a password.
    private static StoreAddress AddressIn(string text, IStoreKind kind)
    {
        try
        {
            return kind.AddressIn(text);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new FormatException($"is no connection string of {kind.Name}: a value that holds a semicolon, a "
                + "comma or an equals sign needs quotes, or is not possible. It is not repeated here.");
        }
    }
}
