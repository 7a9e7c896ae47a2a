using System.Collections.Immutable;
using CloudMatrix.Model;
using CloudMatrix.Numerics;

namespace CloudMatrix.Simulation.Tests;

/// <summary>Real tokens through the parts of an instance, which know of one another what packets carry.</summary>
public sealed class PartedGenerationTests
{
    private const int Steps = 100;

    [Theory]
    [InlineData("01", 1)]
    [InlineData("10", 2)]
    [InlineData("00", 3)]
    public void Generate_AnyDivisionAndOrder_EqualsTheEmbeddedEngine(string division, int order)
    {
        var spec = GenerationSpecReader.Read(TinyMoe.DrawnOptions(prompts: 30, batch: 9));
        using var model = DeepSeekModel.Load(spec.Checkpoint, spec.Precision);
        var sharded = new ShardedModel(model, spec);
        var book = new RequestBook(spec);

        var parts = new TokenParts(spec, sharded, division, order);
        for (var step = 0; step < Steps && !book.IsOver; step++)
        {
            parts.RunStep(book, step);
        }

        Assert.Equal(Embedded(spec), Texts(book));
        Assert.Equal(division.Distinct().Count() > 1, parts.PacketsSent > 0);
        Assert.Equal(0, parts.KvBlocksUsed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public void Generate_HostsLostAfterAStep_GoesOnElsewhereWithTheSameBits(int stepsBefore)
    {
        var spec = GenerationSpecReader.Read(TinyMoe.DrawnOptions(prompts: 30, batch: 9));
        using var model = DeepSeekModel.Load(spec.Checkpoint, spec.Precision);
        var sharded = new ShardedModel(model, spec);
        var book = new RequestBook(spec);
        var parts = new TokenParts(spec, sharded, "01", order: 5);
        for (var step = 0; step < stepsBefore; step++)
        {
            parts.RunStep(book, step);
        }

        book = RequestBook.Read(spec, book.ToBytes());
        Assert.NotEmpty(book.Admitted);
        parts = new TokenParts(spec, sharded, "10", order: 6);
        parts.Admit(book.Admitted);
        for (var step = stepsBefore; step < Steps && !book.IsOver; step++)
        {
            parts.RunStep(book, step);
        }

        Assert.Equal(Embedded(spec), Texts(book));
    }

    private static IEnumerable<string> Embedded(GenerationSpec spec)
    {
        using var session = GenerationSession.Start(spec);
        while (!session.IsOver)
        {
            session.RunStep();
        }

        var report = session.Report();
        return report.Completions
            .Select(text => $"{string.Join(' ', text.Tokens)} {text.HiddenStates}")
            .Append($"{report.Drafted} {report.Accepted}");
    }

    private static IEnumerable<string> Texts(RequestBook book) => book.Requests
        .Select(request => $"{string.Join(' ', request.Tokens)} {request.Hidden:x16}")
        .Append($"{book.Requests.Sum(request => request.Drafted)} {book.Requests.Sum(request => request.Accepted)}");

    /// <summary>All parts of an instance, with the tokens of each.</summary>
    private sealed class TokenParts
    {
        private readonly GenerationSpec _spec;
        private readonly ShuffledHosts _hosts;
        private readonly List<TokenPayload> _payloads = [];
        private VirtualTime _now;

        public TokenParts(GenerationSpec spec, ShardedModel sharded, string division, int order)
        {
            var point = new OperatingPoint(spec.Decode.Microbatches!.Value, spec.Decode.AttentionCores!.Value);
            _spec = spec;
            _hosts = new ShuffledHosts(
                new DecodeRunSpec(spec.Decode, point),
                (parts, part) => NewPayload(new TokenPayload(
                    spec, point, sharded, parts.RanksOf(part).Select(rank => new RankId(rank)))),
                [.. division.Select(part => part - '0')],
                order);
        }

        public int KvBlocksUsed => _payloads.Sum(payload => payload.KvBlocks.Used);

        public int PacketsSent => _hosts.PacketsSent;

        public void Admit(ImmutableArray<Admission> admissions) =>
            _payloads.ForEach(payload => payload.Admit(admissions));

        public void RunStep(RequestBook book, int step)
        {
            Admit(book.AdmitWaiting(_now));
            for (var graph = 0; graph <= _spec.Decode.MtpLayers; graph++)
            {
                _now = _hosts.Run(new GraphRun(graph, step, _now));
            }

            Assert.All(_payloads, payload => Assert.InRange(payload.KvBlocks.Used, 0, payload.KvBlocks.Capacity));
            book.Take(_payloads.SelectMany(payload => payload.TakeOutcomes()), _now);
        }

        private TokenPayload NewPayload(TokenPayload payload)
        {
            _payloads.Add(payload);
            return payload;
        }
    }
}
