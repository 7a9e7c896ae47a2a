namespace CloudMatrix.Simulation.Tests;

/// <summary>16,384 tokens per NPU in prompts of 4,096, EP32: the default options.</summary>
public sealed class PaperPrefillTests
{
    private const double Tolerance = 0.05;

    private static readonly PrefillOptions Default = new();

    private static readonly PrefillOptions Balanced =
        Default with { Routing = new RoutingSpec(RoutingKind.Balanced, 0) };

    /// <summary>Nothing is fitted to this row.</summary>
    [Fact]
    public void Paper_Table3_Prefill_PerfectEplb()
    {
        var report = ToyPrefill.Run(Balanced);

        PaperRow.Within(6688, report.TokensPerSecondPerNpu, Tolerance);
        PaperRow.Within(4.45, report.TokensPerSecondPerTflops, Tolerance);
    }

    /// <summary>The default skew is fitted to this row.</summary>
    [Fact]
    public void Paper_Table3_Prefill_Default() =>
        PaperRow.Within(5655, ToyPrefill.Run(Default).TokensPerSecondPerNpu, Tolerance);

    /// <summary>One of 32 ranks has 8 routed experts and a redundant one, and the shared one beside them.</summary>
    [Fact]
    public void Paper_Section5_SlotsOfADie()
    {
        var spec = PrefillSpecReader.Read(Default);

        Assert.Equal((32, 64, 262_144), (spec.Dies, spec.Sequences.Length, spec.NewTokens));
        Assert.All(Enumerable.Range(0, spec.Dies), die => Assert.Equal(9, spec.Slots.SlotsOn(die)));
        Assert.All(Enumerable.Range(0, spec.Dies), die => Assert.Equal(4, spec.HeadsOf(die)));
    }
}
