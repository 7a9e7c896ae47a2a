namespace CloudMatrix.Hosting;

/// <summary>
/// Where a secret lies, as a configuration names it: <c>env:NAME</c>, an environment variable, or <c>file:PATH</c>.
/// </summary>
public static class SecretSource
{
    /// <summary>What to write in a configuration.</summary>
    public const string Forms = "\"env:NAME\" or \"file:PATH\"";

    private const string FromEnvironment = "env:";
    private const string FromFile = "file:";

    /// <summary>Whether a text names where a secret lies.</summary>
    public static bool IsSource(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith(FromEnvironment, StringComparison.Ordinal)
            || text.StartsWith(FromFile, StringComparison.Ordinal);
    }

    /// <summary>The secret.</summary>
    /// <exception cref="FormatException">
    /// It cannot be had; the message says why, and never repeats a text that names no place: it may be the secret.
    /// </exception>
    public static string Read(string source)
    {
        if (!IsSource(source))
        {
            throw new FormatException($"names neither an environment variable nor a file, {Forms}.");
        }

        var place = source[(source.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return source.StartsWith(FromEnvironment, StringComparison.Ordinal)
            ? Environment.GetEnvironmentVariable(place)
                ?? throw new FormatException($"the environment variable '{place}' is not set.")
            : ReadFile(place);
    }

    private static string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new FormatException(exception.Message, exception);
        }
    }
}
