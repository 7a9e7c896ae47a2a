using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using CloudMatrix.Model;
using Microsoft.Extensions.Configuration;

namespace CloudMatrix.Hosting;

/// <summary>Reads from a silo's configuration how it is looked at, or names all that is wrong with it.</summary>
public static class HttpSpecReader
{
    private static readonly string[] Keys =
        [nameof(HttpOptions.Address), nameof(HttpOptions.Port), nameof(HttpOptions.Key), nameof(HttpOptions.Meters)];

    /// <summary>Reads the section of a configuration.</summary>
    /// <returns>Null where there is no such section.</returns>
    /// <exception cref="ConfigurationException">All faults at once, each with its key, value and range.</exception>
    public static HttpSpec? Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(HttpOptions.Section);
        if (!section.Exists())
        {
            return null;
        }

        var faults = ConfigurationKeys.FindUnknown(section, Keys).ToList();
        var options = section.Get<HttpOptions>() ?? new HttpOptions();
        var address = ReadAddress(options.Address, faults);
        var port = ReadPort(options.Port, faults);
        var key = options.Key is { } source ? ReadKey(source, faults) : null;
        if (options.Key is null && !IPAddress.IsLoopback(address))
        {
            faults.Add($"{HttpOptions.Section}:Key: missing; beyond loopback, as at {address}, metrics and state need "
                + $"one: name where it lies, {SecretSource.Forms}.");
        }

        return faults.Count == 0
            ? new HttpSpec(new IPEndPoint(address, port), key, MetersIn(options.Meters))
            : throw new ConfigurationException(faults);
    }

    private static ImmutableArray<string> MetersIn(string text) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static IPAddress ReadAddress(string text, List<string> faults)
    {
        // "1" and "1.2" are addresses to the parser, and typing errors to people.
        if (IPAddress.TryParse(text, out var address) && (text.Count(c => c == '.') == 3 || text.Contains(':')))
        {
            return address;
        }

        faults.Add($"{HttpOptions.Section}:Address: '{text}' is not an IP address, e.g. 127.0.0.1, or 0.0.0.0 for all "
            + "of this machine's.");
        return IPAddress.Loopback;
    }

    private static int ReadPort(string? text, List<string> faults)
    {
        if (ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            return port;
        }

        faults.Add($"{HttpOptions.Section}:Port: {(text is null ? "missing" : $"'{text}'")}; a port from 0 to "
            + $"{ushort.MaxValue}, e.g. 8384; 0 takes a free one. Without the section none is opened.");
        return 0;
    }

    private static HttpKey? ReadKey(string source, List<string> faults)
    {
        try
        {
            var secret = SecretSource.Read(source);
            if (HttpKey.IsUsable(secret))
            {
                return new HttpKey(secret);
            }

            faults.Add($"{HttpOptions.Section}:Key: what lies at '{source}' is no key: at least {HttpKey.LengthMin} "
                + "visible ASCII characters, without spaces.");
        }
        catch (FormatException exception)
        {
            faults.Add($"{HttpOptions.Section}:Key: {exception.Message}");
        }

        return null;
    }
}
