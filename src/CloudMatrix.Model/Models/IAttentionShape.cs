namespace CloudMatrix.Model;

/// <summary>
/// The shape of one layer's attention: <see cref="LatentAttention"/> or <see cref="GroupedQueryAttention"/>, and
/// nothing else.
/// </summary>
public interface IAttentionShape
{
    /// <summary>Query heads.</summary>
    int Heads { get; }

    /// <summary>Numbers that one token leaves in one layer's cache.</summary>
    int KvElementsPerToken { get; }

    /// <summary>Parameters of one layer's projections.</summary>
    /// <param name="hiddenSize">Width of the model.</param>
    long Parameters(int hiddenSize);

    /// <summary>The same attention with fewer query heads: what one of several dies would hold.</summary>
    /// <param name="heads">1 to <see cref="Heads"/>.</param>
    IAttentionShape WithHeads(int heads);
}
