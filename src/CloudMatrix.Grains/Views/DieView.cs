using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>What people see of a die.</summary>
/// <param name="Die">Its number.</param>
/// <param name="Requests">Requests that it decodes.</param>
/// <param name="RowsServed">Rows that its experts served in the last step.</param>
/// <param name="AttentionShare">Share of the step that it spent in attention, 0 to 1.</param>
/// <param name="ExpertShare">Share of the step that it spent in gate and experts, 0 to 1.</param>
internal sealed record DieView(int Die, int Requests, long RowsServed, double AttentionShare, double ExpertShare)
{
    private const int ShareDigits = 3;

    /// <summary>
    /// Share of the step that it spent sending, receiving and waiting for rows, 0 to 1; all shares are of the model's
    /// own MoE layers.
    /// </summary>
    public required double ExchangeShare { get; init; }

    /// <summary>What its memory holds, in bytes.</summary>
    public required HbmUse Hbm { get; init; }

    /// <summary>What people see of it.</summary>
    public static DieView Of(HostedPart part, PartSnapshot snapshot, RankId rank)
    {
        var (before, after) = (snapshot.Before.TallyOf(rank), snapshot.Counts.TallyOf(rank));
        return new DieView(
            rank.Index,
            part.Setup.Spec.RequestsOn(rank.Index, 0, 1),
            after.RowsServed - before.RowsServed,
            Share(DecodeStage.MlaProlog, DecodeStage.Attention, DecodeStage.OutputProjection),
            Share(DecodeStage.Gate, DecodeStage.Experts))
        {
            ExchangeShare = Share(DecodeStage.Dispatch, DecodeStage.Combine),
            Hbm = part.HbmOf(rank),
        };

        double Share(params ReadOnlySpan<DecodeStage> stages)
        {
            var time = VirtualDuration.Zero;
            foreach (var stage in stages)
            {
                time += after[stage] - before[stage];
            }

            return time > VirtualDuration.Zero
                ? Math.Round(time.TotalSeconds / snapshot.Last.Time.TotalSeconds, ShareDigits)
                : 0;
        }
    }
}
