namespace CloudMatrix.Numerics;

/// <summary>A feed-forward network, a dense layer's or an expert's: y = down · (silu(gate · x) ⊙ (up · x)).</summary>
public sealed class FeedForward
{
    private readonly Linear _gate;
    private readonly Linear _up;
    private readonly Linear _down;
    private readonly Precision _precision;

    private FeedForward((string Own, string Input) name, (int Hidden, int Inner) size, WeightReader weights)
    {
        _gate = weights.Linear($"{name.Own}.gate_proj", size.Inner, size.Hidden, name.Input);
        _up = weights.Linear($"{name.Own}.up_proj", size.Inner, size.Hidden, name.Input);
        _down = weights.Linear($"{name.Own}.down_proj", size.Hidden, size.Inner);
        _precision = weights.Precision;
    }

    /// <summary>How rows are packed.</summary>
    internal IRowFormat Input => _gate.Input;

    /// <summary>Answers rows, each by itself: an answer does not depend on the rows beside it.</summary>
    /// <param name="rows">x [rows, hidden].</param>
    /// <param name="answers">y [rows, hidden].</param>
    public void Run(ReadOnlySpan<float> rows, Span<float> answers)
    {
        using var packed = RentedRows<byte>.Rent(rows.Length / _down.Outputs, Input.RowBytes);
        Input.Pack(rows, packed.All);
        RunPacked(packed.All, answers);
    }

    /// <summary>Answers packed rows: the same as before they were packed.</summary>
    /// <param name="packed">[rows, bytes of <see cref="Input"/>].</param>
    /// <param name="answers">y [rows, hidden].</param>
    internal void RunPacked(ReadOnlySpan<byte> packed, Span<float> answers)
    {
        var count = packed.Length / Input.RowBytes;
        using var gated = RentedRows<float>.Rent(count, _gate.Outputs);
        using var up = RentedRows<float>.Rent(count, _gate.Outputs);
        _gate.RunPacked(packed, gated.All);
        _up.RunPacked(packed, up.All);
        SwiGlu.Run(gated.All, up.All);
        _precision.Round(gated.All);
        _down.Run(gated.All, answers);
    }

    /// <summary>Finds the weights of one network.</summary>
    /// <param name="name">
    /// Its own in the checkpoint, e.g. "model.layers.3.mlp.experts.7"; and that of its input, which experts share.
    /// </param>
    /// <param name="size">Widths outside and inside.</param>
    /// <param name="weights">Takes faults.</param>
    internal static FeedForward Load(
        (string Own, string Input) name, (int Hidden, int Inner) size, WeightReader weights) =>
        new(name, size, weights);
}
