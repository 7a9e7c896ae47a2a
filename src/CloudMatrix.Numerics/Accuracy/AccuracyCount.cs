using System.Collections.Immutable;

namespace CloudMatrix.Numerics;

/// <summary>Turns answers into shares, intervals and tests.</summary>
/// <param name="items">The questions.</param>
public sealed class AccuracyCount(ImmutableArray<BenchmarkItem> items)
{
    /// <summary>Counts the answers of one way, and compares them with those of another.</summary>
    /// <param name="name">The way.</param>
    /// <param name="answers">To each question.</param>
    /// <param name="baseline">Another way's name and answers; null where there is none to compare with.</param>
    public PrecisionAccuracy Count(
        string name,
        IReadOnlyList<BenchmarkAnswer> answers,
        (string Name, IReadOnlyList<BenchmarkAnswer> Answers)? baseline)
    {
        ImmutableArray<TaskAccuracy> tasks =
        [
            .. PlacesOfTasks().Select(task =>
            {
                var right = task.Count(i => answers[i].IsRight);
                return new TaskAccuracy(task.Key, task.Count(), right, Share.Of(right, task.Count()));
            }),
        ];
        return new PrecisionAccuracy
        {
            Name = name,
            Mean = MeanOf(tasks),
            Paired = baseline is var (other, others) ? Compare(answers, other, others) : null,
            Tasks = tasks,
        };
    }

    // Of a task that is always right the variance is that of two more right and two more wrong answers.
    private static Share MeanOf(ImmutableArray<TaskAccuracy> tasks)
    {
        var variance = tasks.Sum(task =>
        {
            var share = (task.Right + 2.0) / (task.Questions + 4.0);
            return share * (1 - share) / task.Questions;
        });
        return Share.Near(tasks.Average(task => task.Accuracy.Value), variance / tasks.Length / tasks.Length, 0);
    }

    private PairedTest Compare(
        IReadOnlyList<BenchmarkAnswer> answers, string other, IReadOnlyList<BenchmarkAnswer> others)
    {
        int[] steps = [.. answers.Zip(others, (own, its) => (own.IsRight ? 1 : 0) - (its.IsRight ? 1 : 0))];
        var tasks = PlacesOfTasks().Select(task => (Mean: task.Average(i => steps[i]), Questions: task.Count(),
            Square: task.Average(i => (double)(steps[i] * steps[i])))).ToList();
        var variance = tasks.Sum(task => (task.Square - (task.Mean * task.Mean)) / task.Questions);
        var (lost, won) = (steps.Count(step => step < 0), steps.Count(step => step > 0));
        var tokens = answers.Sum(answer => (long)answer.Said.Length);
        return new PairedTest(
            other,
            lost,
            won,
            PairedTest.PValueOf(lost, won),
            Share.Near(tasks.Average(task => task.Mean), variance / tasks.Count / tasks.Count, -1),
            answers.Zip(others, (own, its) => (long)own.SameAs(its)).Sum() / (double)tokens);
    }

    private IEnumerable<IGrouping<string, int>> PlacesOfTasks() =>
        Enumerable.Range(0, items.Length)
            .GroupBy(i => items[i].Task)
            .OrderBy(task => task.Key, StringComparer.Ordinal);
}
