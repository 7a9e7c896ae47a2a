using System.Collections.Immutable;
using System.Text.Json;
using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>
/// Questions with exact answers: <c>benchmark.json</c> of a checkpoint, a list of {task, prompt, answer}. A few of each
/// task, always the same ones, are kept apart for calibration, and nothing is evaluated with them.
/// </summary>
public sealed class Benchmark
{
    /// <summary>The file in a checkpoint's folder.</summary>
    public const string FileName = "benchmark.json";

    // Of each task; sixteen tasks make 128 texts, as post-training quantisation is usually calibrated with.
    private const int CalibrationPerTask = 8;
    private const string Purpose = "calibration";

    private Benchmark(IReadOnlyList<BenchmarkItem> items)
    {
        var calibration = items.GroupBy(item => item.Task).SelectMany(Drawn).ToHashSet();
        Calibration = [.. items.Where(calibration.Contains)];
        All = [.. items];
        Evaluation = [.. items.Where(item => !calibration.Contains(item))];
    }

    /// <summary>All questions.</summary>
    public ImmutableArray<BenchmarkItem> All { get; }

    /// <summary>What a quantisation may look at.</summary>
    public ImmutableArray<BenchmarkItem> Calibration { get; }

    /// <summary>What accuracy is measured with.</summary>
    public ImmutableArray<BenchmarkItem> Evaluation { get; }

    /// <summary>Reads a file of questions.</summary>
    /// <exception cref="ConfigurationException">It cannot be read or is no such list; names item and field.</exception>
    public static Benchmark Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return new Benchmark(ReadItems(document.RootElement, path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([$"{path}: cannot be read: {exception.Message}"]);
        }
        catch (JsonException exception)
        {
            throw new ConfigurationException([$"{path}: not JSON: {exception.Message.Split(" LineNumber:")[0]}"]);
        }
    }

    private static List<BenchmarkItem> ReadItems(JsonElement root, string path)
    {
        if (root.ValueKind != JsonValueKind.Array || root.GetArrayLength() == 0)
        {
            throw new ConfigurationException([$"{path}: is not a list of {{task, prompt, answer}} with one or more"]);
        }

        var faults = new List<string>();
        var items = root.EnumerateArray().Select((item, i) => new BenchmarkItem(
            Text(item, i, "task"), Text(item, i, "prompt"), Text(item, i, "answer"))).ToList();
        return faults.Count == 0
            ? items
            : throw new ConfigurationException(FaultList.Shorten(faults).Select(fault => $"{path}: {fault}"));

        string Text(JsonElement item, int i, string field)
        {
            if (item.ValueKind == JsonValueKind.Object
                && item.TryGetProperty(field, out var text)
                && text.ValueKind == JsonValueKind.String
                && text.GetString() is { Length: > 0 } found)
            {
                return found;
            }

            faults.Add($"[{i}].{field}: missing, empty or no text");
            return string.Empty;
        }
    }

    // At most half of a small task.
    private static IEnumerable<BenchmarkItem> Drawn(IGrouping<string, BenchmarkItem> task)
    {
        var left = task.ToList();
        var stream = SeededStream.Derive(0, Purpose, left.Count);
        var count = Math.Min(CalibrationPerTask, left.Count / 2);
        for (var i = 0; i < count; i++)
        {
            var place = (int)stream.NextBelow((uint)left.Count);
            yield return left[place];
            left.RemoveAt(place);
        }
    }
}
