using CloudMatrix.Model;

namespace CloudMatrix.Commands.Tests;

public sealed class FailureTests
{
    [Fact]
    public async Task Decode_Interrupted_LeavesNothingAndSays130()
    {
        using var folder = new TemporaryFolder();
        using var interrupt = new CancellationTokenSource();
        var engine = new StubEngine(async cancellation =>
        {
            await interrupt.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellation);
            throw new InvalidOperationException("must not come here");
        });

        var run = await CommandRun.OfAsync($"decode --trace {folder.PathOf("t.json")}", engine, interrupt.Token);

        Assert.Equal(130, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Empty(folder.FileNames);
    }

    [Fact]
    public async Task EmbeddedEngine_Cancelled_DoesNotStart()
    {
        var run = await CommandRun.OfAsync(
            CommandRun.SmallDecode, new EmbeddedDecodeEngine(), new CancellationToken(canceled: true));

        Assert.Equal(130, run.ExitCode);
    }

    [Fact]
    public async Task Decode_BrokenInvariant_PrintsOneMessageAndSays70()
    {
        var violation = new InvariantViolation("EntriesConserved", VirtualTime.Zero, "layer 7", "10", "9", 42);
        var engine = new StubEngine(_ => throw new InvariantViolationException(violation));

        var run = await CommandRun.OfAsync("decode", engine);

        Assert.Equal(70, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Equal($"A defect of this program: {violation}", run.Error.TrimEnd());
    }

    [Fact]
    public async Task Decode_FolderVanishes_SaysSoAndPrintsNoReport()
    {
        var folder = new TemporaryFolder();
        var path = folder.PathOf("t.json");
        var engine = new StubEngine(_ =>
        {
            folder.Dispose();
            return Task.FromResult(Samples.Outcome);
        });

        var run = await CommandRun.OfAsync($"{CommandRun.SmallDecode} --trace {path}", engine);

        Assert.Equal(74, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Contains(path, run.Error, StringComparison.Ordinal);
    }
}
