using CloudMatrix.Model;
using FsCheck;
using FsCheck.Fluent;

namespace CloudMatrix.Costs.Tests;

public sealed class MonotonyTests
{
    private static readonly MachineSpec Machine = DefaultMachine.Read();

    private static readonly Gen<DieShare> Shares =
        from cores in Gen.Choose(1, Machine.Die.MatrixCores)
        select DieShare.Of(Machine, cores);

    private static readonly Gen<ModelShape> Models = Gen.Elements(Shapes.R1, Shapes.Small, Shapes.Grouped);

    private static readonly Gen<(int Fewer, int More)> Counts =
        from fewer in Gen.Choose(0, 300)
        from more in Gen.Choose(0, 300)
        select (fewer, fewer + more);

    [Fact]
    public void Time_MoreTokens_IsNeverShorter() =>
        Property.Holds(
            from model in Models
            from share in Shares
            from tokens in Counts
            select (model, share, tokens),
            input =>
            {
                foreach (var time in TimesOfTokens(input.model, input.share))
                {
                    Assert.True(time(input.tokens.Fewer) <= time(input.tokens.More));
                }
            });

    [Fact]
    public void Time_MoreCores_IsNeverLonger() =>
        Property.Holds(
            from model in Models
            from cores in Gen.Choose(1, Machine.Die.MatrixCores - 1)
            from tokens in Gen.Choose(0, 300)
            select (model, cores, tokens),
            input =>
            {
                var fewer = TimesOfTokens(input.model, DieShare.Of(Machine, input.cores));
                var more = TimesOfTokens(input.model, DieShare.Of(Machine, input.cores + 1));

                Assert.All(fewer.Zip(more), pair => Assert.True(pair.Second(input.tokens) <= pair.First(input.tokens)));
            });

    [Fact]
    public void AttentionTime_LongerContextOrMoreTokens_IsNeverShorter() =>
        Property.Holds(
            from model in Models
            from share in Shares
            from requests in Counts
            from kvTokens in Counts
            from tokens in Gen.Choose(1, 4)
            select (model, share, requests, kvTokens, tokens),
            input =>
            {
                var batch = new AttentionBatch(input.requests.Fewer, input.tokens, input.kvTokens.Fewer);
                var larger = batch with { Requests = input.requests.More, KvTokens = input.kvTokens.More };
                var time = FusedAttentionCost.Time(input.model, batch, input.share);

                Assert.True(time <= FusedAttentionCost.Time(input.model, larger, input.share));
                Assert.True(time >= FusedAttentionCost.TimeAlone(input.model, batch, input.share));
            });

    [Fact]
    public void ExpertsTime_OneMoreRowOrGroup_IsNeverShorter() =>
        Property.Holds(
            from model in Models
            from share in Shares
            from routed in Gen.Choose(0, 100).ArrayOf(4)
            from row in Gen.Choose(1, 100)
            select (model, share, routed, row),
            input =>
            {
                var routed = input.routed.Aggregate(default(RowGroups), (all, size) => all.With(size));
                var rows = new ExpertRows(routed, default);
                var more = rows with { Routed = rows.Routed.With(input.row) };

                Assert.True(
                    FeedForwardCost.ExpertsTime(input.model, rows, input.share)
                    <= FeedForwardCost.ExpertsTime(input.model, more, input.share));
            });

    [Fact]
    public void RowTimes_SlowerPortOrFewerCores_IsNeverShorter() =>
        Property.Holds(
            from share in Shares
            from percent in Gen.Choose(1, 100)
            select (share, percent),
            input =>
            {
                var rate = Machine.ExpertParallel.PortRate;
                var slower = new BytesPerSecond(rate.Value * input.percent / 100);
                var format = RowFormat.Of(Shapes.R1.HiddenSize, Machine);

                var healthy = FusedCombineCost.RowTimes(format, new PortRates(rate, rate), DieShare.Whole(Machine));
                var hurt = FusedCombineCost.RowTimes(format, new PortRates(slower, slower), input.share);

                Assert.True(hurt.IntraNode >= healthy.IntraNode && hurt.InterNode >= healthy.InterNode);
                Assert.True(hurt.InterNode >= hurt.IntraNode);
            });

    private static List<Func<int, VirtualDuration>> TimesOfTokens(ModelShape model, DieShare share) =>
    [
        tokens => MlaPrologCost.Time(model, tokens, share),
        tokens => OutputProjectionCost.Time(model, tokens, share),
        tokens => GateCost.Time(model, tokens, share),
        tokens => FeedForwardCost.DenseTime(model, tokens, share),
        tokens => MtpProjectionCost.Time(model, tokens, share),
        tokens => LanguageModelHeadCost.Time(model, tokens, share),
        tokens => SamplingCost.Time(model, tokens, share),
        tokens => PrefillDownProjectionCost.Time(model, tokens, share),
        tokens => PrefillUpProjectionCost.Time(model, Prompt(tokens), 4, share),
        tokens => PrefillAttentionCost.Time(model, Prompt(tokens), 4, share),
        tokens => PrefillOutputProjectionCost.Time(model, tokens, share),
        tokens => DispatchComputeCost.Time(RowFormat.Of(model.HiddenSize, share.Machine), tokens, share),
    ];

    private static PrefillTokens Prompt(int tokens) => PrefillTokens.Of(new PrefillSequence(tokens, 64), 128);
}
