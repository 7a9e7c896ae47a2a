namespace CloudMatrix.Numerics;

/// <summary>The end of a model: logits = head · norm(h).</summary>
internal sealed class OutputHead(RmsNorm norm, Linear head)
{
    /// <summary>Logits of rows.</summary>
    /// <param name="hidden">h [rows, hidden].</param>
    /// <param name="logits">[rows, vocabulary].</param>
    public void Run(ReadOnlySpan<float> hidden, Span<float> logits)
    {
        using var normed = RentedRows<float>.Rent(1, hidden.Length);
        norm.Run(hidden, normed.All);
        head.Run(normed.All, logits);
    }
}
