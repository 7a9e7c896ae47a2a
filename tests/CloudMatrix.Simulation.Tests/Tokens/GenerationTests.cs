using System.Collections.Immutable;
using CloudMatrix.Numerics;
using CloudMatrix.Simulation.Tests.Reference;

namespace CloudMatrix.Simulation.Tests;

public sealed class GenerationTests
{
    [Theory]
    [InlineData(Precision.Fp32, 1)]
    [InlineData(Precision.Fp32, 0)]
    [InlineData(Precision.Bf16, 1)]
    [InlineData(Precision.Int8, 1)]
    public void Generate_ThroughTheShards_EqualsThePlainLoop(Precision precision, int mtp)
    {
        var options = TinyMoe.Options(prompts: 100, batch: 64) with { Precision = precision };

        var (spec, report) = Run(options with { Decode = options.Decode with { Mtp = mtp } });

        AssertPlain(spec, report);
        Assert.Equal(report.RowsDispatched, report.RowsCombined);
        Assert.True(report.RowsDispatched > 0);
    }

    [Fact]
    public void Generate_Drafts_AreAcceptedWhereThePlainLoopIsRight()
    {
        var (spec, report) = Run(TinyMoe.Options(prompts: 12, batch: 12));

        using var plain = new PlainGeneration(spec);
        var expected = report.Completions
            .Select((completion, request) => plain.Drafts(request, completion.Tokens))
            .Aggregate((left, right) => (left.Drafted + right.Drafted, left.Accepted + right.Accepted));
        Assert.Equal(expected, (report.Drafted, report.Accepted));
        Assert.InRange(report.Accepted, 1, report.Drafted);
    }

    [Theory]
    [InlineData(160, 2, 12)]
    [InlineData(16, 1, null)]
    [InlineData(5, 2, 3)]
    public void Generate_AnyInstance_GeneratesTheSame(int npus, int microbatches, int? cores)
    {
        var options = TinyMoe.Options(prompts: 9, batch: 7);
        var other = options.Decode with { Npus = npus, Microbatches = microbatches, AttentionAics = cores };

        var expected = Run(options).Report.Completions;
        var actual = Run(options with { Decode = other }).Report.Completions;

        Assert.Equal(Texts(expected), Texts(actual));
    }

    [Fact]
    public void Generate_Drawn_IsTheSameWithAndWithoutDrafts()
    {
        var options = TinyMoe.DrawnOptions(prompts: 12, batch: 7);

        var (spec, drafted) = Run(options);
        var (_, undrafted) = Run(options with { Decode = options.Decode with { Mtp = 0 } });

        Assert.Equal(Texts(drafted.Completions), Texts(undrafted.Completions));
        Assert.InRange(drafted.Accepted, 1, drafted.Drafted - 1);
        AssertPlain(spec, drafted);
    }

    [Fact]
    public void RunStep_EveryStep_TellsWhatWasGained()
    {
        var spec = GenerationSpecReader.Read(TinyMoe.Options(prompts: 5, batch: 3));
        var gained = new SortedDictionary<int, List<int>>();

        using var session = GenerationSession.Start(spec);
        while (!session.IsOver)
        {
            foreach (var (request, tokens) in session.RunStep())
            {
                gained.TryAdd(request, []);
                gained[request].AddRange(tokens.Select(token => token.Token));
            }
        }

        Assert.Equal(
            session.Report().Completions.Select(completion => string.Join(' ', completion.Tokens)),
            gained.Values.Select(tokens => string.Join(' ', tokens)));
    }

    private static (GenerationSpec Spec, GenerationReport Report) Run(GenerationOptions options)
    {
        var spec = GenerationSpecReader.Read(options);
        using var session = GenerationSession.Start(spec);
        while (!session.IsOver)
        {
            session.RunStep();
        }

        return (spec, session.Report());
    }

    private static void AssertPlain(GenerationSpec spec, GenerationReport report)
    {
        using var plain = new PlainGeneration(spec);
        Assert.Equal(
            Texts([.. spec.Prompts.Select((_, request) => plain.Complete(request))]), Texts(report.Completions));
    }

    private static IEnumerable<string> Texts(ImmutableArray<Completion> completions) => completions.Select(text =>
        $"{text.PromptTokens}: {string.Join(' ', text.Tokens)} {text.Finish} {text.HiddenStates}");
}
