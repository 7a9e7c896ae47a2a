using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CloudMatrix.Numerics;

namespace CloudMatrix.Simulation;

/// <summary>A request in the batch: its context, and what its next step feeds.</summary>
/// <remarks>
/// <code>
/// a step feeds  [last | draft]     the last token, and what the draft layer thinks follows it
/// verify        chooses s₁ after the last token; if that is the draft, s₂ after the draft too
/// draft         from the last hidden state that counts, and the token chosen from it
/// </code>
/// A refused draft is carried along, as in a graph of fixed shape, and its rows are forgotten. A request that lost its
/// host is prefilled again, and what it had generated is fed in the form in which it was fed before: the same bits.
/// </remarks>
internal sealed class AdmittedRequest
{
    private readonly GenerationSpec _spec;
    private readonly Admission _admission;
    private readonly DeepSeekModel _model;
    private readonly TokenSampler _sampler;
    private readonly SequenceCache _cache;
    private readonly SequenceCache? _draftCache;
    private readonly List<int> _generated;
    private readonly List<GainedToken> _gained = [];
    private ImmutableArray<int> _chosen = [];
    private int? _draft;
    private int _counting;
    private int _drafted;
    private int _accepted;

    /// <summary>A request that nothing was computed for yet.</summary>
    /// <param name="spec">What is generated.</param>
    /// <param name="admission">Place and request.</param>
    /// <param name="memory">Of its die.</param>
    public AdmittedRequest(GenerationSpec spec, Admission admission, DieMemory memory)
    {
        _spec = spec;
        _admission = admission;
        _model = memory.Model;
        _sampler = new TokenSampler(spec.Sampling, admission.Request);
        _cache = _model.NewSequence(memory.Pool);
        _draftCache = memory.DraftPool is { } pool ? _model.MtpLayers[0].NewSequence(pool) : null;
        _generated = [.. admission.Generated];
    }

    /// <summary>Whether its text has ended.</summary>
    public bool IsOver => _generated.Count > 0 && _spec.IsOver(_generated.Count, _generated[^1]);

    /// <summary>What a verify graph feeds of it: the last token, and the draft where there is one.</summary>
    public SequenceTokens ToVerify => new(_cache, _draft is { } draft ? [_generated[^1], draft] : [_generated[^1]]);

    /// <summary>What a draft graph feeds of it: the token that was chosen from each hidden state.</summary>
    public SequenceTokens ToDraft => new(_draftCache!, _chosen);

    /// <summary>Rows of the last graph that count: the others followed a refused draft.</summary>
    public int Counting => _counting;

    /// <summary>Computes the context of its prompt, and of what it generated before, unless that was done.</summary>
    public void EnsurePrefilled()
    {
        if (_cache.Length > 0)
        {
            return;
        }

        var prompt = _spec.Prompts[_admission.Request];
        var hidden = Feed(AttentionForm.Expanded, prompt);
        var last = hidden.AsSpan(^_model.Spec.Shape.HiddenSize..);
        var first = Choose(prompt.Length, LogitsOf(last));
        if (_generated.Count == 0)
        {
            Gain(first, last);
        }

        Draft(AttentionForm.Expanded, [.. prompt[1..], first], hidden);
        if (_generated.Count > 1)
        {
            hidden = Feed(AttentionForm.Absorbed, [.. _generated[..^1]]);
            Draft(AttentionForm.Absorbed, [.. _generated[1..]], hidden);
        }
    }

    /// <summary>Takes what a verify graph found.</summary>
    /// <param name="hidden">Last hidden states [rows, hidden].</param>
    /// <param name="logits">Of the tokens after them [rows, vocabulary].</param>
    public void TakeVerified(ReadOnlySpan<float> hidden, ReadOnlySpan<float> logits)
    {
        var rows = _draft is null ? 1 : 2;
        var (width, vocabulary) = (hidden.Length / rows, logits.Length / rows);
        var position = _cache.Length - rows + 1;
        var first = Choose(position, logits[..vocabulary]);
        Gain(first, hidden[..width]);
        (_counting, _chosen) = (1, [first]);
        if (_draft is { } draft)
        {
            // A draft beyond the end of the text is not judged.
            _drafted += IsOver ? 0 : 1;
            var second = first;
            if (draft == first)
            {
                _accepted += IsOver ? 0 : 1;
                second = Choose(position + 1, logits[vocabulary..]);
                Gain(second, hidden[width..]);
                _counting = 2;
            }

            _chosen = [first, second];
        }

        _cache.TruncateTo(_cache.Length - rows + _counting);
    }

    /// <summary>Takes what a draft graph found.</summary>
    /// <param name="logits">Of the token after the last chosen one that counts [vocabulary].</param>
    public void TakeDrafted(ReadOnlySpan<float> logits)
    {
        _draft = TensorPrimitives.IndexOfMax(logits);
        _draftCache!.TruncateTo(_draftCache.Length - _chosen.Length + _counting);
    }

    /// <summary>What it got out of the step, which then begins anew.</summary>
    public RequestOutcome TakeOutcome()
    {
        var outcome = new RequestOutcome(_admission.Place, [.. _gained], _drafted, _accepted);
        _gained.Clear();
        (_drafted, _accepted) = (0, 0);
        return outcome;
    }

    /// <summary>Leaves the batch: its blocks are free.</summary>
    public void Leave()
    {
        _cache.TruncateTo(0);
        _draftCache?.TruncateTo(0);
    }

    private float[] Feed(AttentionForm form, ImmutableArray<int> tokens)
    {
        var hidden = new float[tokens.Length * _model.Spec.Shape.HiddenSize];
        _model.Run(new TokenBatch(form, new SequenceTokens(_cache, tokens)), hidden);
        return hidden;
    }

    // Replaces the hidden states.
    private void Draft(AttentionForm form, ImmutableArray<int> next, float[] hidden)
    {
        if (_draftCache is not null)
        {
            var layer = _model.MtpLayers[0];
            layer.Run(new TokenBatch(form, new SequenceTokens(_draftCache, next)), hidden);
            var logits = new float[_model.Spec.Shape.VocabularySize];
            layer.Logits(hidden.AsSpan(^_model.Spec.Shape.HiddenSize..), logits);
            _draft = TensorPrimitives.IndexOfMax<float>(logits);
        }
    }

    private float[] LogitsOf(ReadOnlySpan<float> hidden)
    {
        var logits = new float[_model.Spec.Shape.VocabularySize];
        _model.Logits(hidden, logits);
        return logits;
    }

    private int Choose(int position, ReadOnlySpan<float> logits) => _sampler.Next(position, logits);

    // What comes after the end of the text was computed and does not count.
    private void Gain(int token, ReadOnlySpan<float> hidden)
    {
        if (!IsOver)
        {
            _generated.Add(token);
            var hash = SHA256.HashData(MemoryMarshal.AsBytes(hidden));
            _gained.Add(new GainedToken(token, BinaryPrimitives.ReadUInt64LittleEndian(hash)));
        }
    }
}
