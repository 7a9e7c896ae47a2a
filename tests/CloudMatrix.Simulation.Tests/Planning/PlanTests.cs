using CloudMatrix.Costs;

namespace CloudMatrix.Simulation.Tests;

public sealed class PlanTests
{
    private static readonly PlanOptions Options = new()
    {
        Replay = new ReplayOptions { Trace = Service.Shared, Limit = 40, Speed = 4 },
        Prefills = [1, 2, 4],
        DecodeNpus = [20, 32],
        Batches = [2, 8],
        Planes = [CachePlane.ScaleUp, CachePlane.None],
        Npus = 80,
    };

    [Fact]
    public void Read_MoreThanFits_IsLeftOutAndCounted()
    {
        var spec = PlanSpecReader.Read(Options);

        Assert.Equal((16, 8), (spec.Candidates.Length, spec.LeftOut));
        Assert.All(spec.Candidates, candidate => Assert.InRange(candidate.Npus, 36, 80));
        Assert.Equal(spec.Candidates.Select(candidate => candidate.Npus).Order(), spec.Candidates.Select(c => c.Npus));
    }

    [Fact]
    public void Run_Rows_AreThoseOfTheReplaysThemselves()
    {
        var spec = PlanSpecReader.Read(Options with { Prefills = [2], DecodeNpus = [20] });

        var report = Run(spec);

        Assert.Equal(4, report.Rows.Length);
        foreach (var row in report.Rows)
        {
            using var session = ServingSession.Start(ReplaySpecReader.Read(row.Candidate.Of(Options.Replay)));
            session.Run();
            Assert.Equal(PlanRow.Of(row.Candidate, session.Report()), row);
        }
    }

    [Fact]
    public void Run_ParetoAndBest_AreWhatTheyAreCalled()
    {
        var report = Run(PlanSpecReader.Read(Options with { Attainment = 0.5 }));

        Assert.All(report.Pareto, row => Assert.DoesNotContain(report.Rows, other =>
            other.Npus <= row.Npus && other.GoodputShare > row.GoodputShare));
        Assert.Equal(report.Pareto.Select(row => row.Npus).Distinct().Order(), report.Pareto.Select(row => row.Npus));
        Assert.True(report.Best!.GoodputShare >= 0.5);
        Assert.DoesNotContain(report.Rows, row => row.Npus < report.Best.Npus && row.GoodputShare >= 0.5);
    }

    [Fact]
    public void Run_SomeThatCannotBe_AreNamed()
    {
        var report = Run(PlanSpecReader.Read(Options with { PrefillNpus = [1, 16], Prefills = [1], Batches = [2] }));

        Assert.NotEmpty(report.Impossible);
        Assert.All(report.Impossible, row => Assert.Equal(1, row.Candidate.PrefillNpus));
        Assert.Equal(4, report.Tried);
    }

    private static PlanReport Run(PlanSpec spec) =>
        PlanSearch.Run(spec, new Dictionary<PlanCandidate, PlanRow>(), _ => { }, CancellationToken.None);
}
