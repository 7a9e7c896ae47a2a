namespace CloudMatrix.Numerics;

/// <summary>A feed-forward network, a dense layer's or an expert's: y = down · (silu(gate · x) ⊙ (up · x)).</summary>
public sealed class FeedForward
{
    private readonly Linear _gate;
    private readonly Linear _up;
    private readonly Linear _down;
    private readonly Precision _precision;

    private FeedForward(string name, (int Hidden, int Inner) size, WeightReader weights)
    {
        _gate = weights.Linear($"{name}.gate_proj", size.Inner, size.Hidden);
        _up = weights.Linear($"{name}.up_proj", size.Inner, size.Hidden);
        _down = weights.Linear($"{name}.down_proj", size.Hidden, size.Inner);
        _precision = weights.Precision;
    }

    /// <summary>Answers rows, each by itself: an answer does not depend on the rows beside it.</summary>
    /// <param name="rows">x [rows, hidden].</param>
    /// <param name="answers">y [rows, hidden].</param>
    public void Run(ReadOnlySpan<float> rows, Span<float> answers)
    {
        var count = rows.Length / _down.Outputs;
        using var gated = RowBuffer.Rent(count, _gate.Outputs);
        using var up = RowBuffer.Rent(count, _gate.Outputs);
        _gate.Run(rows, gated.All);
        _up.Run(rows, up.All);
        SwiGlu.Run(gated.All, up.All);
        _precision.Round(gated.All);
        _down.Run(gated.All, answers);
    }

    /// <summary>Finds the weights of one network.</summary>
    /// <param name="name">In the checkpoint, e.g. "model.layers.3.mlp.experts.7".</param>
    /// <param name="size">Widths outside and inside.</param>
    /// <param name="weights">Takes faults.</param>
    internal static FeedForward Load(string name, (int Hidden, int Inner) size, WeightReader weights) =>
        new(name, size, weights);
}
