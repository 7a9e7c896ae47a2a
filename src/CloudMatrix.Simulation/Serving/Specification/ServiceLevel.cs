using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What a request is promised; both must be kept.</summary>
/// <param name="Ttft">Time to its first token, at most.</param>
/// <param name="Tpot">Mean time of a token after that, at most.</param>
public sealed record ServiceLevel(VirtualDuration Ttft, VirtualDuration Tpot)
{
    /// <summary>Whether a request was served so.</summary>
    public bool IsKept(RequestRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Outcome == ServedAs.Completed && record.Ttft <= Ttft && !(record.Tpot > Tpot);
    }
}
