using System.Text.Json;

namespace CloudMatrix.Model;

/// <summary>The first step from a configuration's text to its spec.</summary>
internal static class JsonText
{
    // A key that stands twice is a mistake; the parser would silently take the last.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a spec from the text of a JSON object.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Where it comes from, as faults name it.</param>
    /// <param name="read">Reads the object and adds what is wrong with it to the object's faults.</param>
    /// <exception cref="ConfigurationException">The text is not JSON, or the object has faults.</exception>
    public static T Read<T>(string text, string source, Func<JsonSection, T> read)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(source);
        using var document = Parse(text, source);
        var faults = new List<string>();
        var spec = read(JsonSection.Root(document.RootElement, faults));
        return faults.Count == 0
            ? spec
            : throw new ConfigurationException(faults.Select(fault => $"{source}: {fault}"));
    }

    /// <summary>The text of a file.</summary>
    /// <exception cref="ConfigurationException">The file cannot be read.</exception>
    public static string OfFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([$"{path}: cannot be read: {exception.Message}"]);
        }
    }

    /// <summary>The text of a file that is embedded in this assembly.</summary>
    public static string OfResource(string name)
    {
        using var stream = typeof(JsonText).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly holds no resource '{name}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static JsonDocument Parse(string text, string source)
    {
        try
        {
            return JsonDocument.Parse(text, Strict);
        }
        catch (JsonException exception)
        {
            throw new ConfigurationException([Describe(exception, source)]);
        }
    }

    // The parser counts from 0 and repeats its counts in its message; editors and people count from 1.
    private static string Describe(JsonException exception, string source)
    {
        var why = exception.Message.Split(" LineNumber:")[0].Split(" Path:")[0];
        return exception.LineNumber is { } line && exception.BytePositionInLine is { } position
            ? $"{source}: line {line + 1}, position {position + 1}: not JSON: {why}"
            : $"{source}: not JSON: {why}";
    }
}
