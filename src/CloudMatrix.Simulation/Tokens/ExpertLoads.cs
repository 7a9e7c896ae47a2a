using System.Collections.Immutable;
using CloudMatrix.Numerics;

namespace CloudMatrix.Simulation;

/// <summary>How often experts were chosen while they were observed: what the balancer goes by.</summary>
internal static class ExpertLoads
{
    // What a serving system gathers in a moment; a run with fewer prompt tokens is observed on all of them.
    private const int ObservedTokens = 2_048;

    /// <summary>Counts the choices of the first prompts' prefills.</summary>
    /// <returns>Tokens of each expert [layers that route, experts].</returns>
    public static ImmutableArray<long[]> Observe(DeepSeekModel model, IEnumerable<ImmutableArray<int>> prompts)
    {
        var shape = model.Spec.Shape;
        var layers = shape.Layers + model.MtpLayers.Length - shape.DenseLayers;
        ImmutableArray<long[]> loads = [.. Enumerable.Range(0, layers).Select(_ => new long[shape.RoutedExperts])];
        var observed = 0;
        foreach (var prompt in prompts)
        {
            Prefill(model, prompt, Count);
            observed += prompt.Length;
            if (observed >= ObservedTokens)
            {
                break;
            }
        }

        return loads;

        void Count(int layer, ReadOnlySpan<ExpertChoice> choices)
        {
            foreach (var choice in choices)
            {
                loads[layer - shape.DenseLayers][choice.Expert.Index]++;
            }
        }
    }

    // A draft layer sees every token but the last: that one has no token after it yet.
    private static void Prefill(DeepSeekModel model, ImmutableArray<int> prompt, RoutingObserver observer)
    {
        var hidden = new float[prompt.Length * model.Spec.Shape.HiddenSize];
        var tokens = new SequenceTokens(model.NewSequence(), prompt);
        model.Run(new TokenBatch(AttentionForm.Expanded, tokens), hidden, observer);
        foreach (var draft in model.MtpLayers.Where(_ => prompt.Length > 1))
        {
            var next = new TokenBatch(AttentionForm.Expanded, new SequenceTokens(draft.NewSequence(), prompt[1..]));
            draft.Run(next, hidden.AsSpan(0, next.Rows * model.Spec.Shape.HiddenSize), observer);
        }
    }
}
