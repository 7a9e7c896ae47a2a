namespace CloudMatrix.Grains;

/// <summary>What people see of a step.</summary>
/// <param name="ModelledMs">Virtual time that it took, in milliseconds.</param>
/// <param name="WallMs">Real time that it took, in milliseconds.</param>
/// <param name="Running">Requests in the batch.</param>
/// <param name="Waiting">Requests that wait for a place.</param>
/// <param name="Tokens">Tokens gained.</param>
internal sealed record StepView(double ModelledMs, double WallMs, int Running, int Waiting, double Tokens)
{
    /// <summary>Rows sent to expert slots.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows of the hottest slot over the mean.</summary>
    public required double ExpertLoad { get; init; }

    /// <summary>Bytes on their way to experts.</summary>
    public required long DispatchBytes { get; init; }

    /// <summary>Bytes on their way back.</summary>
    public required long CombineBytes { get; init; }

    /// <summary>What people see of it.</summary>
    public static StepView Of(StepFacts facts) => new(
        facts.Modelled.TotalMilliseconds,
        facts.Wall.TotalMilliseconds,
        facts.Requests.Running,
        facts.Requests.Waiting,
        facts.Requests.Tokens)
    {
        Rows = facts.RowsDispatched,
        ExpertLoad = facts.ExpertLoad,
        DispatchBytes = facts.Traffic.Dispatch,
        CombineBytes = facts.Traffic.Combine,
    };
}
