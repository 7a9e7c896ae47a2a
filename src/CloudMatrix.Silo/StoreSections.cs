using CloudMatrix.Hosting;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace CloudMatrix.Silo;

/// <summary>
/// The parts of Orleans' section that name a database: of membership, and of what grains keep. Their connection
/// strings may lie in an environment variable or a file, since they hold passwords.
/// </summary>
internal static class StoreSections
{
    /// <summary>The provider that keeps them in a database.</summary>
    public const string AdoNet = "AdoNet";

    private const string ProviderType = "ProviderType";
    private const string ConnectionString = "ConnectionString";
    private const string Invariant = "Invariant";
    private const string Driver = "Npgsql";

    private static readonly string[] Passwords = ["password=", "pwd="];

    /// <summary>Finds what is wrong with these sections, and what their connection strings are.</summary>
    /// <param name="root">The configuration.</param>
    /// <param name="faults">Takes the faults.</param>
    /// <returns>The configuration with the connection strings themselves.</returns>
    public static IConfigurationRoot Resolve(IConfigurationRoot root, List<string> faults)
    {
        var orleans = root.GetSection("Orleans");
        var secrets = orleans.GetSection("GrainStorage").GetChildren().Prepend(orleans.GetSection("Clustering"))
            .Where(section => section[ProviderType] == AdoNet)
            .Select(section => (Key: $"{section.Path}:{ConnectionString}", Secret: Read(section, faults)))
            .ToDictionary(pair => pair.Key, pair => pair.Secret);
        return new ConfigurationBuilder().AddConfiguration(root).AddInMemoryCollection(secrets).Build();
    }

    private static string? Read(IConfigurationSection section, List<string> faults)
    {
        if (section[Invariant] != Driver)
        {
            faults.Add($"{section.Path}:{Invariant}: '{section[Invariant]}'; the driver that this program carries is "
                + $"that of PostgreSQL, \"{Driver}\".");
        }

        var source = section[ConnectionString];
        if (string.IsNullOrWhiteSpace(source))
        {
            faults.Add($"{section.Path}:{ConnectionString}: missing; write where it lies, {SecretSource.Forms}.");
            return null;
        }

        if (Passwords.Any(word => source.Contains(word, StringComparison.OrdinalIgnoreCase)))
        {
            faults.Add($"{section.Path}:{ConnectionString}: holds a password, which does not belong here; "
                + $"write where it lies, {SecretSource.Forms}.");
            return null;
        }

        try
        {
            return RequireReadable(SecretSource.IsSource(source) ? SecretSource.Read(source) : source);
        }
        catch (FormatException exception)
        {
            faults.Add($"{section.Path}:{ConnectionString}: {exception.Message}");
            return null;
        }
    }

    // Whoever reads it later logs what the driver says of it: that repeats what it cannot read, which may be the end of
    // a password.
    private static string RequireReadable(string connection)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connection).Host is null
                ? throw new FormatException("names no Host.")
                : connection;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new FormatException("is no connection string, e.g. Host=db;Username=cm;Password=\"a;b\": a value "
                + "that holds a semicolon or an equals sign stands in quotes. It is not repeated here.");
        }
    }
}
