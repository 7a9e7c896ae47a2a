using System.Globalization;
using System.Text;
using CloudMatrix.Model;
using CloudMatrix.Simulation;
using CsvHelper;

namespace CloudMatrix.Commands;

/// <summary>What became of each request, as CSV: one line a request, in the order of the trace.</summary>
internal static class RequestTable
{
    private static readonly string[] Columns =
    [
        "request", "arrived_s", "input_tokens", "cached_tokens", "output_tokens", "generated_tokens", "outcome",
        "ttft_ms", "tpot_ms", "end_to_end_ms", "prefill", "decode", "die", "retries",
    ];

    /// <summary>Writes it in UTF-8; the stream stays open.</summary>
    public static void Write(Stream output, IReadOnlyList<RequestRecord> requests)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        using var csv = new CsvWriter(writer, CultureInfo.InvariantCulture);
        WriteLine(csv, Columns);
        foreach (var request in requests)
        {
            WriteLine(csv, Fields(request));
        }
    }

    private static string?[] Fields(RequestRecord request) =>
    [
        Whole(request.Request),
        Number((request.ArrivedAt - VirtualTime.Zero).TotalSeconds),
        Whole(request.InputTokens),
        Whole(request.CachedTokens),
        Whole(request.OutputTokens),
        Whole(request.Generated),
        request.Outcome.ToString(),
        Milliseconds(request.Ttft),
        Milliseconds(request.Tpot),
        Milliseconds(request.EndToEnd),
        Whole(request.PrefillInstance),
        Whole(request.DecodeInstance),
        Whole(request.DecodeRank),
        Whole(request.Retries),
    ];

    private static void WriteLine(CsvWriter csv, IEnumerable<string?> fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(field);
        }

        csv.NextRecord();
    }

    private static string? Milliseconds(VirtualDuration? time) =>
        time is { } known ? Number(known.TotalMilliseconds) : null;

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static string? Whole(int? value) => value?.ToString(CultureInfo.InvariantCulture);
}
