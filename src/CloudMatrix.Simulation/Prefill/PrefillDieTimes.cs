using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// What the stages of one microbatch take on a die that depend on no choice of a token; the same in every layer.
/// </summary>
internal sealed class PrefillDieTimes
{
    private readonly VirtualDuration[] _times = new VirtualDuration[Enum.GetValues<PrefillStage>().Length];

    /// <summary>The time of a stage; zero for those that are priced by rows.</summary>
    public VirtualDuration this[PrefillStage stage] => _times[(int)stage];

    /// <summary>Prices the stages.</summary>
    /// <param name="spec">The batch.</param>
    /// <param name="tokens">The microbatch's tokens, on all dies.</param>
    /// <param name="own">Tokens of the die itself.</param>
    /// <param name="heads">Heads of the die.</param>
    public static PrefillDieTimes Of(PrefillSpec spec, PrefillTokens tokens, int own, int heads)
    {
        var model = spec.Model;
        var die = DieShare.Whole(spec.Machine);
        var format = RowFormat.Of(model.HiddenSize, spec.Machine);
        var rows = own * model.ExpertsPerToken;
        var shared = new ExpertRows(default, RowGroups.Equal(1, model.SharedExperts == 0 ? 0 : own));
        var times = new PrefillDieTimes();
        times.Set(PrefillStage.DownProjection, PrefillDownProjectionCost.Time(model, own, die));
        times.Set(PrefillStage.UpProjection, PrefillUpProjectionCost.Time(model, tokens, heads, die));
        times.Set(PrefillStage.Attention, PrefillAttentionCost.Time(model, tokens, heads, die));
        times.Set(PrefillStage.OutputProjection, PrefillOutputProjectionCost.Time(model, own, die));
        times.Set(PrefillStage.Gate, GateCost.Time(model, own, die));
        times.Set(PrefillStage.SharedExpert, FeedForwardCost.ExpertsTime(model, shared, die));
        times.Set(PrefillStage.DenseFeedForward, FeedForwardCost.DenseTime(model, own, die));
        times.Set(PrefillStage.DispatchCompute, DispatchComputeCost.Time(format, rows, die));
        times.Set(PrefillStage.CombineCompute, CombineComputeCost.Time(format, rows, own, spec.Machine));
        return times;
    }

    /// <summary>What the end of a batch takes a die: head and sampling.</summary>
    /// <param name="spec">The batch.</param>
    /// <param name="prompts">Prompts whose first token the die samples.</param>
    public static VirtualDuration HeadOf(PrefillSpec spec, int prompts)
    {
        var die = DieShare.Whole(spec.Machine);
        return LanguageModelHeadCost.Time(spec.Model, prompts, die) + SamplingCost.Time(spec.Model, prompts, die);
    }

    private void Set(PrefillStage stage, VirtualDuration time) => _times[(int)stage] = time;
}
