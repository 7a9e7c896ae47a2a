using CloudMatrix.Model;
using CloudMatrix.Numerics;

namespace CloudMatrix.Commands;

/// <summary>
/// Asks a model all questions in several ways, a few batches at a time; no answer depends on how many.
/// </summary>
/// <param name="request">What is asked, and how.</param>
/// <param name="progress">Told of each batch that has ended.</param>
internal sealed class AccuracyRun(AccuracyRequest request, IProgress<DecodeProgress> progress)
{
    private const int BatchSize = 128;

    private readonly List<BenchmarkItem[]> _batches = [.. request.Questions.Chunk(BatchSize)];
    private int _done;

    /// <summary>Batches that are asked at the same time.</summary>
    public int Workers => Math.Min(Environment.ProcessorCount, _batches.Count);

    /// <summary>Asks everything.</summary>
    /// <exception cref="ConfigurationException">The checkpoint cannot be loaded in one of the ways.</exception>
    public async Task<AccuracyReport> RunAsync(CancellationToken cancellation)
    {
        var count = new AccuracyCount(request.Questions);
        var answers = new List<(AccuracyWay Way, IReadOnlyList<BenchmarkAnswer> Answers)>();
        foreach (var way in request.Ways)
        {
            answers.Add((way, await AskAsync(way, cancellation).ConfigureAwait(false)));
        }

        var baseline = answers.Find(pair => pair.Way.Precision == Precision.Bf16);
        return new AccuracyReport
        {
            ModelName = DeepSeekSpecReader.FromFolder(request.Folder).Shape.Name,
            Questions = request.Questions.Length,
            KeptApart = request.KeptApart,
            Results =
            [
                .. answers.Select(pair => count.Count(
                    pair.Way.Name,
                    pair.Answers,
                    baseline.Way is null || pair.Way == baseline.Way ? null : (baseline.Way.Name, baseline.Answers))),
            ],
        };
    }

    private async Task<IReadOnlyList<BenchmarkAnswer>> AskAsync(AccuracyWay way, CancellationToken cancellation)
    {
        using var model = await Background
            .RunAsync(() => DeepSeekModel.Load(request.Folder, way.Precision, way.Parts))
            .ConfigureAwait(false);
        var run = new BenchmarkRun(model, request.Tokenizer);
        var answers = new BenchmarkAnswer[_batches.Count][];
        var workers = Enumerable.Range(0, Workers).Select(worker => Background.RunAsync(() =>
        {
            for (var batch = worker; batch < _batches.Count; batch += Workers)
            {
                cancellation.ThrowIfCancellationRequested();
                answers[batch] = [.. run.Ask(_batches[batch])];
                progress.Report(new DecodeProgress(
                    Interlocked.Increment(ref _done), _batches.Count * request.Ways.Length));
            }

            return worker;
        })).ToList();
        await Task.WhenAll(workers).ConfigureAwait(false);
        return [.. answers.SelectMany(batch => batch)];
    }
}
