namespace CloudMatrix.Commands.Tests;

public sealed class PlanVerbTests
{
    private static readonly string Conversation = Repository.PathOf("samples/traces/conversation.jsonl");
    private static readonly string Small =
        $"plan --trace {Conversation} --limit 30 --prefill 1,2 --decode-npus 20,32 --batch 4,8 --json";

    [Fact]
    public async Task Plan_InterruptedAndResumed_IsThePlanOfOneGo()
    {
        using var folder = new TemporaryFolder();
        var journal = folder.PathOf("plan.jsonl");
        var whole = await CommandRun.OfAsync($"{Small} --resume {journal}");
        var lines = await File.ReadAllLinesAsync(journal);

        // Three results, and a fourth that was cut short.
        await File.WriteAllTextAsync(journal, string.Join('\n', lines[..4]) + "\n" + lines[4][..20]);
        var resumed = await CommandRun.OfAsync($"{Small} --resume {journal}");

        Assert.Equal((0, 9), (whole.ExitCode, lines.Length));
        Assert.Equal((8, 5), (Computed(whole), Computed(resumed)));
        Assert.Equal(whole.Report, resumed.Report);
        Assert.Equal(lines.Order(), (await File.ReadAllLinesAsync(journal)).Order());

        static int Computed(CommandRun run) => run.Json.GetProperty("run").GetProperty("computed").GetInt32();
    }

    [Fact]
    public async Task Plan_JournalOfAnotherPromise_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var journal = folder.PathOf("plan.jsonl");
        await CommandRun.OfAsync($"{Small} --resume {journal}");

        var other = await CommandRun.OfAsync($"{Small} --slo-ttft 1s --resume {journal}");

        Assert.Equal(2, other.ExitCode);
        Assert.Contains("is of another trace, service or promise", other.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--attainment 1.5", "--attainment: 1.5 is out of range 0 to 1, e.g. 0.95.")]
    [InlineData("--npus 385", "--npus: 385 is out of range 1 to 384 (the NPUs of CloudMatrix384).")]
    [InlineData("--npus 8", "--npus: 0 configurations fit into 8; there must be 1 to 10000.")]
    [InlineData("--batch 4,0", "--batch: 0 is out of range 1 to 65535 (each of what is to be tried).")]
    [InlineData("--mtp 0,x", "--mtp: 'x' is neither a whole number nor auto.")]
    [InlineData("--cache-plane ub,rdma", "--cache-plane: 'rdma' is none of ub,vpc,none.")]
    [InlineData("--speed 0", "--speed: 0 is out of range 0.001 to 1000000.")]
    public async Task Plan_OneFault_SaysIt(string options, string fault)
    {
        var run = await CommandRun.OfAsync($"plan --trace {Conversation} {options}");

        Assert.Equal((2, "", fault), (run.ExitCode, run.Output, run.Error.TrimEnd()));
    }
}
