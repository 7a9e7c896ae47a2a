namespace CloudMatrix.Numerics.Tests;

[Collection(RoundedTinyMoeCollection.Name)]
public sealed class VerifierTests(RoundedTinyMoe rounded)
{
    [Theory]
    [InlineData("tiny-v3-16e", 2 * 25 * 256, 2 * 40 * 4 * 3, 2 * 24)]
    [InlineData("tiny-v3-256e", 4 * 33 * 320, 4 * 48 * 8 * 3, 4 * 32)]
    public void Run_ReferenceCheckpoint_MeetsTheBar(string name, long logits, long choices, long continued)
    {
        var report = ReportOf(Folders.Checkpoint(name), Precision.Fp32);

        AssertMeetsTheBar(report);
        Assert.Equal(
            (logits, choices, continued), (report.LogitsCompared, report.RoutingCompared, report.GreedyCompared));
    }

    [Fact]
    public void Run_TinyMoe_MeetsTheBar()
    {
        var report = ReportOf(Folders.TinyMoe, Precision.Fp32);

        AssertMeetsTheBar(report);
        Assert.Equal(
            (8 * 25 * 272, 8 * 96 * 8 * 3, 8 * 24),
            (report.LogitsCompared, report.RoutingCompared, report.GreedyCompared));
    }

    [Fact]
    public void Run_BFloat16_RoundsAndStaysClose()
    {
        var report = ReportOf(Folders.TinyMoe, Precision.Bf16);

        Assert.Null(report.Holds);
        Assert.True(report.MaxAbsLogitError > VerifyReport.LogitErrorBar, $"{report}");
        Assert.True(report.Top1Agreement > 0.95, $"{report}");
    }

    [Fact]
    public void Run_Int8_IsHardlyFartherThanBFloat16()
    {
        var (bf16, int8) = (RoundedReportOf(Precision.Bf16), RoundedReportOf(Precision.Int8));

        Assert.Null(int8.Holds);
        Assert.True(int8.MeanKl < 2.5 * bf16.MeanKl, $"{int8}");
        Assert.True(int8.Top1Agreement > bf16.Top1Agreement - 0.02, $"{int8}");
    }

    private static void AssertMeetsTheBar(VerifyReport report)
    {
        Assert.True(report.MaxAbsLogitError is > 0 and <= VerifyReport.LogitErrorBar, $"{report}");
        Assert.Equal((0, 0), (report.RoutingMismatches, report.GreedyMismatches));
        Assert.Equal(1, report.Top1Agreement);
        Assert.True(report.Holds);
    }

    private VerifyReport RoundedReportOf(Precision precision)
    {
        using var model = rounded.Load(precision);
        return ReportOf(model, Folders.TinyMoe, precision);
    }

    private static VerifyReport ReportOf(string folder, Precision precision)
    {
        using var model = DeepSeekModel.Load(folder, precision);
        return ReportOf(model, folder, precision);
    }

    private static VerifyReport ReportOf(DeepSeekModel model, string folder, Precision precision)
    {
        using var reference = ReferenceRun.Open(folder, model.Spec);
        var verifier = new Verifier(model, reference, precision);
        for (var sequence = 0; sequence < reference.Sequences; sequence++)
        {
            verifier.Run(sequence);
        }

        return verifier.Report();
    }
}
