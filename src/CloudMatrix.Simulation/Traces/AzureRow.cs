using System.Globalization;
using CsvHelper;

namespace CloudMatrix.Simulation;

/// <summary>A row of an Azure trace.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Ticks">Its arrival in units of 100 ns since year 1: seven digits of a second are whole ones.</param>
/// <param name="InputTokens">Tokens of the prompt.</param>
/// <param name="OutputTokens">Generated tokens.</param>
internal readonly record struct AzureRow(long Line, long Ticks, int InputTokens, int OutputTokens)
{
    /// <summary>Reads the row at which a parser is; null where it has faults.</summary>
    public static AzureRow? Read(CsvParser csv, AzureColumns columns, TraceFaults faults)
    {
        var ticks = ReadTicks(FieldAt(columns.TimestampAt), Fault);
        var input = ReadTokens(FieldAt(columns.ContextAt), 1, fault => Fault(AzureColumns.Context, fault));
        var output = ReadTokens(FieldAt(columns.GeneratedAt), 0, fault => Fault(AzureColumns.Generated, fault));
        return ticks is null || input is null || output is null
            ? null
            : new AzureRow(csv.RawRow, ticks.Value, input.Value, output.Value);

        string FieldAt(int column) => column < csv.Count ? csv[column] : string.Empty;

        void Fault(string column, string fault) => faults.Add(csv.RawRow, $"{column}: {fault}");
    }

    private static long? ReadTicks(string text, Action<string, string> fault)
    {
        var parts = text.Split(' ');
        if (parts.Length == 2
            && DateOnly.TryParseExact(
                parts[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && TimeOnly.TryParseExact(
                parts[1], "HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return (day.DayNumber * TimeSpan.TicksPerDay) + time.Ticks;
        }

        fault(
            AzureColumns.Timestamp,
            $"'{TraceFaults.Show(text)}' is not a date and time, e.g. 2023-11-16 18:17:03.9799600.");
        return null;
    }

    private static int? ReadTokens(string text, int min, Action<string> fault)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var tokens) && tokens >= min)
        {
            return tokens;
        }

        fault($"'{TraceFaults.Show(text)}' is not a whole number from {min} to {int.MaxValue}.");
        return null;
    }
}
