using System.Globalization;
using CloudMatrix.Model;
using CsvHelper;
using CsvHelper.Configuration;

namespace CloudMatrix.Simulation;

/// <summary>
/// Reads the rows of an Azure trace. It names no blocks: every prompt is like no other. The earliest arrives at 0.
/// </summary>
internal static class AzureReader
{
    /// <summary>The columns that there must be, in any order.</summary>
    public const string Header = $"{AzureColumns.Timestamp},{AzureColumns.Context},{AzureColumns.Generated}";

    private const long PicosecondsPerTick = 100_000;
    private const long TicksMax = long.MaxValue / PicosecondsPerTick;

    private static readonly CsvConfiguration Csv = new(CultureInfo.InvariantCulture) { BadDataFound = null };

    /// <summary>Whether a text begins with the name of one of the columns.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> text) =>
        text.StartsWith("TIMESTAMP"u8) || text.StartsWith("ContextTokens"u8) || text.StartsWith("GeneratedTokens"u8);

    /// <summary>Reads all rows; blank ones hold nothing.</summary>
    public static List<TraceRequest> Read(ReadOnlyMemory<byte> text, TraceFaults faults)
    {
        using var reader = new StreamReader(new MemoryStream(text.ToArray()));
        using var csv = new CsvParser(reader, Csv);
        var rows = new List<AzureRow>();
        if (csv.Read() && FindColumns(csv.Record!, faults) is { } columns)
        {
            while (csv.Read())
            {
                if (AzureRow.Read(csv, columns, faults) is { } row)
                {
                    rows.Add(row);
                }
            }
        }

        return Place(rows, faults);
    }

    private static AzureColumns? FindColumns(string[] header, TraceFaults faults)
    {
        var columns = AzureColumns.In(header);
        if (columns is null)
        {
            faults.Add(1, $"'{TraceFaults.Show(string.Join(',', header))}' lacks a column of {Header}.");
        }

        return columns;
    }

    private static List<TraceRequest> Place(List<AzureRow> rows, TraceFaults faults)
    {
        var requests = new List<TraceRequest>(rows.Count);
        var origin = rows.Count == 0 ? 0 : rows.Min(row => row.Ticks);
        foreach (var row in rows)
        {
            var ticks = row.Ticks - origin;
            if (ticks > TicksMax)
            {
                faults.Add(row.Line, $"{AzureColumns.Timestamp}: is more than 106 days after the first request.");
                continue;
            }

            var arrivesAt = VirtualTime.Zero + new VirtualDuration(ticks * PicosecondsPerTick);
            requests.Add(new TraceRequest(arrivesAt, row.InputTokens, row.OutputTokens, []));
        }

        return requests;
    }
}
