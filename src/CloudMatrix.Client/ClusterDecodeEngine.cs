using System.Collections.Immutable;
using CloudMatrix.Commands;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Simulation;

namespace CloudMatrix.Client;

/// <summary>Runs decodes on the grains of a cluster.</summary>
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

    /// <inheritdoc/>
    public async Task<GenerationOutcome> GenerateAsync(
        GenerationSpec spec, IProgress<GenerationProgress> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(progress);
        var result = await grains.DecodeInstance(instance)
            .GenerateAsync(spec.Options, new TextProgress(progress), cancellation).ConfigureAwait(false);
        return new GenerationOutcome
        {
            Report = result.Report,
            Wall = result.Wall,
            Workers = Environment.ProcessorCount,
            Silos = result.Silos,
        };
    }

    // Told of whole texts, tells what is new in them.
    private sealed class TextProgress(IProgress<GenerationProgress> progress)
        : IProgress<ImmutableArray<ImmutableArray<int>>>
    {
        private readonly Dictionary<int, int> _told = [];

        public void Report(ImmutableArray<ImmutableArray<int>> value)
        {
            for (var request = 0; request < value.Length; request++)
            {
                var told = _told.GetValueOrDefault(request);
                if (value[request].Length > told)
                {
                    progress.Report(new GenerationProgress(request, value[request][told..]));
                    _told[request] = value[request].Length;
                }
            }
        }
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
