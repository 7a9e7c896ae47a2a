using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CloudMatrix.Numerics;

namespace CloudMatrix.Simulation.Tests.Reference;

/// <summary>
/// A text as one process generates it: one sequence, one token at a time, all experts in one place, nothing drafted.
/// Has no dies, windows, slots, microbatches or packets.
/// </summary>
internal sealed class PlainGeneration(GenerationSpec spec) : IDisposable
{
    private readonly DeepSeekModel _model = DeepSeekModel.Load(spec.Checkpoint, spec.Precision);

    private int Width => _model.Spec.Shape.HiddenSize;

    /// <summary>The text of a prompt.</summary>
    public Completion Complete(int request)
    {
        var prompt = spec.Prompts[request];
        var sampler = new TokenSampler(spec.Sampling, request);
        var cache = _model.NewSequence();
        var hidden = Feed(AttentionForm.Expanded, cache, prompt);
        var tokens = new List<int>();
        var chain = 0UL;
        while (true)
        {
            tokens.Add(Choose(sampler, prompt.Length + tokens.Count, hidden));
            chain = Hash([.. Bytes(chain), .. Bytes(Hash(MemoryMarshal.AsBytes(hidden.AsSpan()).ToArray()))]);
            if (spec.IsOver(tokens.Count, tokens[^1]))
            {
                var finish = spec.EndTokens.Contains(tokens[^1]) ? "stop" : "length";
                var hash = chain.ToString("x16", CultureInfo.InvariantCulture);
                return new Completion(prompt.Length, [.. tokens], finish, hash);
            }

            hidden = Feed(AttentionForm.Absorbed, cache, [tokens[^1]]);
        }
    }

    /// <summary>
    /// How many drafts are verified and accepted while a request generates a text: the draft layer is asked anew at
    /// every place, and a draft that was right skips the next place.
    /// </summary>
    public (int Drafted, int Accepted) Drafts(int request, ImmutableArray<int> generated)
    {
        ImmutableArray<int> text = [.. spec.Prompts[request], .. generated];
        var (drafted, accepted) = (0, 0);
        for (var known = 1; known < generated.Length; known++)
        {
            // A draft is judged where the token that it was drafted for does not end the text.
            var isLast = known == generated.Length - 1;
            var isRight = DraftAfter(text[..(spec.Prompts[request].Length + known)]) == generated[known];
            drafted += isLast ? 0 : 1;
            accepted += isRight && !isLast ? 1 : 0;
            known += isRight ? 1 : 0;
        }

        return (drafted, accepted);
    }

    public void Dispose() => _model.Dispose();

    private int DraftAfter(ImmutableArray<int> text)
    {
        var draft = _model.MtpLayers[0];
        var hidden = new float[(text.Length - 1) * Width];
        var tokens = new SequenceTokens(_model.NewSequence(), text[..^1]);
        var next = new SequenceTokens(draft.NewSequence(), text[1..]);
        _model.Run(new TokenBatch(AttentionForm.Expanded, tokens), hidden);
        draft.Run(new TokenBatch(AttentionForm.Expanded, next), hidden);
        var logits = new float[_model.Spec.Shape.VocabularySize];
        draft.Logits(hidden.AsSpan(^Width..), logits);
        return TensorPrimitives.IndexOfMax<float>(logits);
    }

    private float[] Feed(AttentionForm form, SequenceCache cache, ImmutableArray<int> tokens)
    {
        var hidden = new float[tokens.Length * Width];
        _model.Run(new TokenBatch(form, new SequenceTokens(cache, tokens)), hidden);
        return hidden[^Width..];
    }

    private int Choose(TokenSampler sampler, int position, float[] hidden)
    {
        var logits = new float[_model.Spec.Shape.VocabularySize];
        _model.Logits(hidden, logits);
        return sampler.Next(position, logits);
    }

    private static byte[] Bytes(ulong number)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, number);
        return bytes;
    }

    private static ulong Hash(byte[] bytes) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(bytes));
}
