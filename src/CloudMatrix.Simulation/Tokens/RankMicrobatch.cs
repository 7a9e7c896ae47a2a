using CloudMatrix.Model;
using CloudMatrix.Numerics;

namespace CloudMatrix.Simulation;

/// <summary>
/// The requests of one rank's microbatch, and the numbers of their tokens on the way through the layers.
/// </summary>
internal sealed class RankMicrobatch
{
    private readonly RankId _rank;
    private readonly GenerationSpec _spec;
    private readonly ShardedModel _sharded;
    private readonly DieMemory _memory;
    private readonly SortedDictionary<int, AdmittedRequest> _requests = [];
    private readonly float[] _hidden;
    private readonly float[] _rows;
    private readonly ExpertChoice[] _choices;
    private TokenBatch? _batch;

    /// <summary>A microbatch without requests.</summary>
    /// <param name="rank">The rank.</param>
    /// <param name="spec">What is generated.</param>
    /// <param name="sharded">The model.</param>
    /// <param name="room">The die's memory, and the most requests of the microbatch.</param>
    public RankMicrobatch(
        RankId rank, GenerationSpec spec, ShardedModel sharded, (DieMemory Memory, int Requests) room)
    {
        var shape = sharded.Model.Spec.Shape;
        var tokensMax = room.Requests * spec.Decode.TokensPerRequest;
        _rank = rank;
        _spec = spec;
        _sharded = sharded;
        _memory = room.Memory;
        _hidden = new float[tokensMax * shape.HiddenSize];
        _rows = new float[tokensMax * shape.HiddenSize];
        _choices = new ExpertChoice[tokensMax * shape.ExpertsPerToken];
    }

    /// <summary>Requests in it.</summary>
    public int Requests => _requests.Count;

    private int Tokens => _batch?.Rows ?? 0;

    private int Width => _sharded.Model.Spec.Shape.HiddenSize;

    private int Vocabulary => _sharded.Model.Spec.Shape.VocabularySize;

    private int TopK => _sharded.Model.Spec.Shape.ExpertsPerToken;

    private Span<float> Hidden => _hidden.AsSpan(0, Tokens * Width);

    private Span<float> Rows => _rows.AsSpan(0, Tokens * Width);

    private Span<ExpertChoice> Choices => _choices.AsSpan(0, Tokens * TopK);

    /// <summary>A request enters.</summary>
    public void Admit(Admission admission) =>
        _requests.Add(admission.Place, new AdmittedRequest(_spec, admission, _memory));

    /// <summary>What each request got out of the step; those whose text has ended leave.</summary>
    public IEnumerable<RequestOutcome> TakeOutcomes()
    {
        foreach (var (place, request) in _requests.ToList())
        {
            yield return request.TakeOutcome();
            if (request.IsOver)
            {
                request.Leave();
                _requests.Remove(place);
            }
        }
    }

    /// <summary>Embeds the tokens to verify, before the first layer; who has just entered is prefilled.</summary>
    public void BeginVerify()
    {
        foreach (var request in _requests.Values)
        {
            request.EnsurePrefilled();
        }

        _batch = BatchOf(request => request.ToVerify);
        if (_batch is not null)
        {
            _sharded.Model.Embed(_batch, Hidden);
        }
    }

    /// <summary>Joins the hidden states with the tokens chosen from them, before the layer that drafts.</summary>
    public void BeginDraft()
    {
        _batch = BatchOf(request => request.ToDraft);
        if (_batch is not null)
        {
            _sharded.Model.MtpLayers[0].Project(_batch, Hidden);
        }
    }

    /// <summary>A dense layer.</summary>
    public void RunDense(int layer)
    {
        if (_batch is not null)
        {
            _sharded.LayerOf(layer).Run(_batch, Hidden);
        }
    }

    /// <summary>Attention and gate of a layer that routes; tokens are packed for their experts.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="windows">Take the packed tokens.</param>
    /// <param name="slotOfRow">Takes the slot of each row.</param>
    public void Route(int layer, RowWindows windows, Span<ushort> slotOfRow)
    {
        if (_batch is null)
        {
            return;
        }

        var decoder = _sharded.LayerOf(layer);
        var experts = decoder.Experts!;
        decoder.Attend(_batch, Hidden);
        decoder.NormForFeedForward(Hidden, Rows);
        experts.Gate.Choose(Rows, Choices);
        experts.Pack(Rows, windows.TokensOf(_rank.Index, Tokens));
        _sharded.SlotsOf(layer).Serve(_rank, Choices, slotOfRow);
    }

    /// <summary>Sums the answers to each token.</summary>
    public void Sum(int layer, RowWindows windows)
    {
        if (_batch is null)
        {
            return;
        }

        var decoder = _sharded.LayerOf(layer);
        for (var token = 0; token < Tokens; token++)
        {
            decoder.Experts!.Combine(
                Choices.Slice(token * TopK, TopK),
                windows.AnswersTo(_rank.Index, token),
                _rows.AsSpan(token * Width, Width));
        }

        decoder.Add(Rows, Hidden);
    }

    /// <summary>Chooses tokens from the last hidden states, and says which drafts they accept.</summary>
    public void ChooseTokens() => Sample((request, first) =>
    {
        var rows = request.ToVerify.Tokens.Length;
        var hidden = _hidden.AsSpan(first * Width, rows * Width);
        using var logits = RentedRows<float>.Rent(rows, Vocabulary);
        _sharded.Model.Logits(hidden, logits.All);
        request.TakeVerified(hidden, logits.All);
        return rows;
    });

    /// <summary>Drafts the token after each request's last.</summary>
    public void ChooseDrafts() => Sample((request, first) =>
    {
        var last = first + request.Counting - 1;
        using var logits = RentedRows<float>.Rent(1, Vocabulary);
        _sharded.Model.MtpLayers[0].Logits(_hidden.AsSpan(last * Width, Width), logits.All);
        request.TakeDrafted(logits.All);
        return request.ToDraft.Tokens.Length;
    });

    private TokenBatch? BatchOf(Func<AdmittedRequest, SequenceTokens> tokensOf) =>
        _requests.Count == 0 ? null : new TokenBatch(AttentionForm.Absorbed, [.. _requests.Values.Select(tokensOf)]);

    // Takes the requests with their first rows; each tells how many rows it has.
    private void Sample(Func<AdmittedRequest, int, int> choose)
    {
        _batch?.Commit();
        var row = 0;
        foreach (var request in _requests.Values)
        {
            row += choose(request, row);
        }
    }
}
