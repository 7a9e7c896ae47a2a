using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using CloudMatrix.Client;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Numerics;
using CloudMatrix.Simulation;

namespace CloudMatrix.Cluster.Tests;

/// <summary>A real model's tokens through the expert shards' grains.</summary>
public sealed class GenerationTests
{
    [Theory]
    [InlineData(1, Precision.Fp32, 1)]
    [InlineData(2, Precision.Fp32, 0)]
    [InlineData(2, Precision.Int8, 1)]
    public async Task Generate_OnSilos_EqualsTheEmbeddedEngine(int silos, Precision precision, int mtp)
    {
        var options = Benchmark(prompts: 100, batch: 64) with { Precision = precision };
        options = options with { Decode = options.Decode with { Mtp = mtp } };
        await using var supernode = await TestSupernode.StartAsync(silos);
        var texts = new List<ImmutableArray<ImmutableArray<int>>>();

        var result = await supernode.Client.DecodeInstance("decode-0")
            .GenerateAsync(options, new Recorder(texts));

        Assert.Equal(silos, result.Silos);
        Assert.Equal(Documents.Write(Embedded(options)), Documents.Write(result.Report));
        Assert.Equal(result.Report.Completions.Select(text => text.Tokens), texts[^1]);
        Assert.Null(await supernode.Client.DecodeInstance("decode-0").GetResult());
    }

    [Fact]
    public async Task Generate_OtherTextsOfTheSameModel_AreTheirOwn()
    {
        var options = Benchmark(prompts: 4, batch: 4);
        await using var supernode = await TestSupernode.StartAsync(1);
        var instance = supernode.Client.DecodeInstance("decode-0");

        var first = await instance.GenerateAsync(options, new Recorder([]));
        options = options with { Prompts = [.. options.Prompts.Reverse()], Batch = 3 };
        var second = await instance.GenerateAsync(options, new Recorder([]));

        Assert.Equal(
            first.Report.Completions.Reverse().Select(text => text.HiddenStates),
            second.Report.Completions.Select(text => text.HiddenStates));
        Assert.Equal(Documents.Write(Embedded(options)), Documents.Write(second.Report));
    }

    [Fact]
    public async Task Generate_NoSuchCheckpoint_IsRefusedWithItsName()
    {
        await using var supernode = await TestSupernode.StartAsync(1);
        var options = Drawn(maxTokens: 1) with { Checkpoint = "/no/such/folder" };

        var admission = await supernode.Client.DecodeInstance("decode-0").Start(DecodeOrder.Of(options));

        Assert.Equal(RunAdmissionOutcome.Refused, admission.Outcome);
        Assert.Contains("/no/such/folder", Assert.Single(admission.Faults), StringComparison.Ordinal);
    }

    /// <summary>Questions that the model was trained for, on two nodes of 320 shards.</summary>
    public static GenerationOptions Benchmark(int prompts, int batch)
    {
        var folder = Repository.PathOf("models/tiny-moe");
        using var benchmark = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "benchmark.json")));
        return new GenerationOptions
        {
            Checkpoint = folder,
            Prompts =
            [
                .. benchmark.RootElement.EnumerateArray()
                    .Where((_, i) => i % (benchmark.RootElement.GetArrayLength() / prompts) == 0)
                    .Take(prompts)
                    .Select(item => TokensOf(item.GetProperty("prompt").GetString()!)),
            ],
            Batch = batch,
            Decode = new DecodeOptions { Npus = 16, Microbatches = 2, AttentionAics = 12 },
        };
    }

    /// <summary>Texts that are long, and drafts that are refused.</summary>
    public static GenerationOptions Drawn(int maxTokens) => Benchmark(prompts: 10, batch: 6) with
    {
        MaxTokens = maxTokens,
        Sampling = new SamplingSpec(4, 1, 7),
    };

    /// <summary>What the embedded engine reports.</summary>
    public static GenerationReport Embedded(GenerationOptions options)
    {
        using var session = GenerationSession.Start(GenerationSpecReader.Read(options));
        while (!session.IsOver)
        {
            session.RunStep();
        }

        return session.Report();
    }

    private static ImmutableArray<int> TokensOf(string prompt) =>
        [256, .. Encoding.UTF8.GetBytes(prompt).Select(value => (int)value)];

    private sealed class Recorder(List<ImmutableArray<ImmutableArray<int>>> texts)
        : IProgress<ImmutableArray<ImmutableArray<int>>>
    {
        public void Report(ImmutableArray<ImmutableArray<int>> value) => texts.Add(value);
    }
}
