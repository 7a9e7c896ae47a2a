using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using CloudMatrix.Numerics;

namespace CloudMatrix.Simulation.Tests;

/// <summary>The trained model of this repository, and prompts that it was trained for.</summary>
internal static class TinyMoe
{
    private const int Begin = 256;

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "models/tiny-moe");

    /// <summary>Prompts of all tasks in turn.</summary>
    public static ImmutableArray<ImmutableArray<int>> Prompts(int count)
    {
        using var benchmark = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "benchmark.json")));
        return
        [
            .. benchmark.RootElement.EnumerateArray()
                .GroupBy(item => item.GetProperty("task").GetString())
                .SelectMany(task => task.Select((item, i) => (item, i)))
                .OrderBy(pair => pair.i)
                .Take(count)
                .Select(pair => TokensOf(pair.item.GetProperty("prompt").GetString()!)),
        ];
    }

    /// <summary>Two nodes of eight NPUs: 32 dies that hold 320 shards, ten each.</summary>
    public static GenerationOptions Options(int prompts, int batch) => new()
    {
        Checkpoint = Folder,
        Prompts = Prompts(prompts),
        MaxTokens = 40,
        Batch = batch,
        Decode = new DecodeOptions { Npus = 16, Microbatches = 2, AttentionAics = 12 },
    };

    /// <summary>The same, drawn so freely that texts are long and the model's own drafts are refused.</summary>
    public static GenerationOptions DrawnOptions(int prompts, int batch) =>
        Options(prompts, batch) with { Sampling = new SamplingSpec(4, 1, 7) };

    private static ImmutableArray<int> TokensOf(string prompt) =>
        [Begin, .. Encoding.UTF8.GetBytes(prompt).Select(value => (int)value)];
}
