using System.Text.Encodings.Web;
using System.Text.Json;

namespace CloudMatrix.Commands;

/// <summary>Writes one JSON document, the same bytes on every platform.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",

        // No one puts this into a web page as it is; "+" stays "+".
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes what was found, and nothing of where it was found.</summary>
    public static void Write<T>(TextWriter output, T report) => WriteDocument(output, new { report });

    /// <summary>Writes what was found, and apart from it what the run took.</summary>
    public static void Write<TReport, TRun>(TextWriter output, TReport report, TRun run) =>
        WriteDocument(output, new { report, run });

    private static void WriteDocument<T>(TextWriter output, T document)
    {
        output.Write(JsonSerializer.Serialize(document, Options));
        output.Write('\n');
    }
}
