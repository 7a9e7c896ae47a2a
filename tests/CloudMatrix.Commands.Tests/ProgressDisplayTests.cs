namespace CloudMatrix.Commands.Tests;

public sealed class ProgressDisplayTests
{
    [Fact]
    public async Task ShowUntil_QuickWork_ShowsNothing()
    {
        using var error = new StringWriter();
        var display = new ProgressDisplay(new Terminal(TextWriter.Null, error), "Starting");

        var result = await display.ShowUntilAsync(Task.FromResult(42));

        Assert.Equal((42, ""), (result, error.ToString()));
    }

    [Fact]
    public async Task ShowUntil_WorkThatFails_Fails()
    {
        var display = new ProgressDisplay(new Terminal(TextWriter.Null, TextWriter.Null), "Starting");

        await Assert.ThrowsAsync<TimeoutException>(
            () => display.ShowUntilAsync(Task.FromException<int>(new TimeoutException())));
    }
}
