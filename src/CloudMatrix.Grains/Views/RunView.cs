using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;

namespace CloudMatrix.Grains;

/// <summary>What people see of a run.</summary>
/// <param name="Instance">Its instance.</param>
/// <param name="Life">Where it is in its life.</param>
/// <param name="StepsDone">Steps that have ended.</param>
/// <param name="Steps">Steps of the run; 0 where its texts decide.</param>
/// <param name="Failure">Why it failed; null unless it did.</param>
internal sealed record RunView(string Instance, string Life, int StepsDone, int Steps, string? Failure)
{
    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>NPUs of the instance.</summary>
    public required int Npus { get; init; }

    /// <summary>Requests for each NPU.</summary>
    public required int Batch { get; init; }

    /// <summary>Mean context of a request, in tokens.</summary>
    public required int KvLength { get; init; }

    /// <summary>Virtual time of the run, in milliseconds.</summary>
    public required double NowMs { get; init; }

    /// <summary>Silos that run it.</summary>
    public required int Silos { get; init; }

    /// <summary>Steps begun again because a host was lost.</summary>
    public required int Replays { get; init; }

    /// <summary>The last step; null before the first.</summary>
    public required StepView? LastStep { get; init; }

    /// <summary>What people see of it.</summary>
    public static RunView Of(DecodeRun run)
    {
        var (spec, status) = (run.Spec, run.Status);
        return new RunView(run.Instance, NameOf(status.Life), status.StepsDone, status.Steps, status.Failure)
        {
            Model = spec.Model.Name,
            Npus = spec.Npus,
            Batch = spec.BatchPerNpu,
            KvLength = spec.KvLength,
            NowMs = (status.Now - VirtualTime.Zero).TotalMilliseconds,
            Silos = status.Silos,
            Replays = status.Replays,
            LastStep = run.LastStep is { } last ? StepView.Of(last.FactsOf(spec)) : null,
        };
    }

    private static string NameOf(DecodeLife life) => life.ToString().ToLowerInvariant();
}
