using System.Collections.Immutable;
using System.Text;
using CloudMatrix.Client;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Numerics;
using CloudMatrix.Simulation;

namespace CloudMatrix.Cluster.Tests;

/// <summary>A real model's tokens through the expert shards' grains.</summary>
public sealed class GenerationTests
{
    private static readonly string[] Questions =
        ["add 5+1 = ", "add 13+6 = ", "copy abc = ", "less 3 9 = ", "max 4 8 2 = ", "rev hello = ", "sort bca = "];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Generate_OnSilos_EqualsTheEmbeddedEngine(int silos)
    {
        var options = Options();
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
    public async Task Generate_NoSuchCheckpoint_IsRefusedWithItsName()
    {
        await using var supernode = await TestSupernode.StartAsync(1);
        var options = Options() with { Checkpoint = "/no/such/folder" };

        var admission = await supernode.Client.DecodeInstance("decode-0").Start(DecodeOrder.Of(options));

        Assert.Equal(DecodeAdmissionOutcome.Refused, admission.Outcome);
        Assert.Contains("/no/such/folder", Assert.Single(admission.Faults), StringComparison.Ordinal);
    }

    /// <summary>Texts that are long, and drafts that are refused, on two nodes of 320 shards.</summary>
    public static GenerationOptions Options() => new()
    {
        Checkpoint = Repository.PathOf("models/tiny-moe"),
        Prompts = [.. Questions.Select(question => (ImmutableArray<int>)
            [256, .. Encoding.UTF8.GetBytes(question).Select(value => (int)value)])],
        MaxTokens = 24,
        Batch = 5,
        Sampling = new SamplingSpec(4, 1, 7),
        Decode = new DecodeOptions { Npus = 16, Microbatches = 2, AttentionAics = 12 },
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

    private sealed class Recorder(List<ImmutableArray<ImmutableArray<int>>> texts)
        : IProgress<ImmutableArray<ImmutableArray<int>>>
    {
        public void Report(ImmutableArray<ImmutableArray<int>> value) => texts.Add(value);
    }
}
