using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>The row of each token.</summary>
/// <param name="weights">[vocabulary, hidden].</param>
internal sealed class Embedding(IWeightMatrix weights)
{
    /// <summary>Looks tokens up.</summary>
    /// <param name="tokens">0 to vocabulary − 1 each.</param>
    /// <param name="rows">[tokens, hidden].</param>
    /// <exception cref="ConfigurationException">A token is not of the vocabulary.</exception>
    public void Run(ReadOnlySpan<int> tokens, Span<float> rows)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = tokens[i];
            if (token < 0 || token >= weights.Rows)
            {
                throw new ConfigurationException(
                    [$"token {token} is out of range 0 to {weights.Rows - 1} (vocab_size)"]);
            }

            var row = rows.Slice(i * weights.Columns, weights.Columns);
            var read = weights.Read(token..(token + 1), row);
            if (!read.Overlaps(row))
            {
                read.CopyTo(row);
            }
        }
    }
}
