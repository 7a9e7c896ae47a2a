using System.Text.Json;
using CloudMatrix.Commands;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Simulation;

namespace CloudMatrix.Cluster.Tests;

/// <summary>Small decodes, and what the embedded engine says of them.</summary>
internal static class Decodes
{
    /// <summary>Four nodes, half of a second's work.</summary>
    public static DecodeOptions Small { get; } =
        new() { Npus = 32, Batch = 24, Steps = 3, Microbatches = 2, AttentionAics = 16, Seed = 11 };

    public static DecodeOrder Order(DecodeOptions options) => new(options, []);

    /// <summary>The bytes that the command line prints as the report.</summary>
    public static string Text(DecodeReport report) => JsonSerializer.Serialize(report);

    public static async Task<string> EmbeddedAsync(DecodeOptions options)
    {
        var job = new DecodeJob(DecodeSpecReader.Read(options), []);
        return Text((await new EmbeddedDecodeEngine().RunAsync(job, new Progress<DecodeProgress>(), default)).Report);
    }
}
