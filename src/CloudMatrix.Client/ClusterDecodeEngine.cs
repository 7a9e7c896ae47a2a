using CloudMatrix.Commands;
using CloudMatrix.Grains.Abstractions;

namespace CloudMatrix.Client;

/// <summary>Runs a decode on the grains of a cluster.</summary>
/// <param name="grains">Reaches the cluster.</param>
/// <param name="instance">The decode instance that runs it.</param>
public sealed class ClusterDecodeEngine(IGrainFactory grains, string instance) : IDecodeEngine
{
    /// <inheritdoc/>
    public string Name => "orleans";

    /// <inheritdoc/>
    public async Task<DecodeOutcome> RunAsync(
        DecodeJob job, IProgress<DecodeProgress> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(progress);
        var order = new DecodeOrder(job.Spec.Options, job.Watched);
        var result = await grains.DecodeInstance(instance)
            .RunAsync(order, new StepProgress(progress), cancellation).ConfigureAwait(false);
        return new DecodeOutcome
        {
            Report = result.Report,
            Timeline = result.Timeline,
            Wall = result.Wall,
            Workers = Environment.ProcessorCount,
            Silos = result.Silos,
            AllocatedBytesPerStep = result.AllocatedBytesPerStep,
        };
    }

    private sealed class StepProgress(IProgress<DecodeProgress> progress) : IProgress<DecodeStatus>
    {
        public void Report(DecodeStatus value)
        {
            if (value.Life == DecodeLife.Running)
            {
                progress.Report(new DecodeProgress(value.StepsDone, value.Steps));
            }
        }
    }
}
