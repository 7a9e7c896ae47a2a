using System.Globalization;
using Spectre.Console;

namespace CloudMatrix.Commands;

/// <summary>Shows how far work is, if it takes longer than a person likes to wait without a sign.</summary>
/// <param name="terminal">Where: on the error stream.</param>
/// <param name="start">What is done before the first step, or instead of steps.</param>
/// <param name="step">What is done in a step, before its number.</param>
internal sealed class ProgressDisplay(Terminal terminal, string start, string step = "Decoding, step")
    : IProgress<DecodeProgress>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(1);

    private readonly Lock _reporting = new();
    private DecodeProgress? _latest;

    /// <inheritdoc/>
    public void Report(DecodeProgress value)
    {
        lock (_reporting)
        {
            _latest = value;
        }
    }

    /// <summary>Waits for the work.</summary>
    public async Task<T> ShowUntilAsync<T>(Task<T> work)
    {
        if (!await WallClock.EndsWithinAsync(work, Patience).ConfigureAwait(false))
        {
            await terminal.ErrorConsole().Progress()
                .AutoRefresh(false)
                .AutoClear(true)
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new RemainingTimeColumn())
                .StartAsync(context => FollowAsync(work, context))
                .ConfigureAwait(false);
        }

        return await work.ConfigureAwait(false);
    }

    private async Task FollowAsync(Task work, ProgressContext context)
    {
        var task = context.AddTask(start);
        do
        {
            Show(task);
            context.Refresh();
        }
        while (!await WallClock.EndsWithinAsync(work, Refresh).ConfigureAwait(false));
    }

    private void Show(ProgressTask task)
    {
        lock (_reporting)
        {
            task.IsIndeterminate = _latest is null;
            if (_latest is var (done, steps))
            {
                task.Description = string.Create(CultureInfo.InvariantCulture, $"{step} {done} of {steps}");
                task.MaxValue = steps;
                task.Value = done;
            }
        }
    }
}
