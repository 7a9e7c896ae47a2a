using System.Collections.Immutable;

namespace CloudMatrix.Numerics;

/// <summary>
/// What one step feeds to the model: the next tokens of some sequences, a row each, one sequence after the other.
/// </summary>
public sealed class TokenBatch
{
    private readonly ImmutableArray<TokenRow> _rows;

    /// <summary>Checks that every sequence has room for its tokens, and reserves it.</summary>
    /// <param name="form">How the step attends.</param>
    /// <param name="sequences">Each sequence at most once.</param>
    /// <exception cref="ArgumentException">
    /// Nothing is fed, a sequence stands twice, or its context would be longer than the model's.
    /// </exception>
    public TokenBatch(AttentionForm form, params IReadOnlyList<SequenceTokens> sequences)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        Form = form;
        Sequences = [.. sequences];
        Check(sequences);
        foreach (var (cache, tokens) in sequences)
        {
            cache.Reserve(tokens.Length);
        }

        _rows =
        [
            .. sequences.SelectMany(sequence => sequence.Tokens.Select(
                (token, i) => new TokenRow(sequence.Cache, sequence.Cache.Length + i, token))),
        ];
    }

    /// <summary>How the step attends.</summary>
    public AttentionForm Form { get; }

    /// <summary>The sequences, in the order of their rows.</summary>
    public ImmutableArray<SequenceTokens> Sequences { get; }

    /// <summary>Tokens of all sequences.</summary>
    public int Rows => _rows.Length;

    /// <summary>The row that follows a sequence's last token: what predicts its next one.</summary>
    /// <param name="sequence">Its place in <see cref="Sequences"/>.</param>
    public int LastRowOf(int sequence) => Sequences.Take(sequence + 1).Sum(tokens => tokens.Tokens.Length) - 1;

    /// <summary>The sequence, position and token of a row.</summary>
    internal TokenRow this[int row] => _rows[row];

    /// <summary>Counts the tokens as cached, after every layer has run.</summary>
    public void Commit()
    {
        foreach (var (cache, tokens) in Sequences)
        {
            cache.Advance(tokens.Length);
        }
    }

    private static void Check(IReadOnlyList<SequenceTokens> sequences)
    {
        if (sequences.Count == 0 || sequences.Any(sequence => sequence.Tokens.IsDefaultOrEmpty))
        {
            throw new ArgumentException("A step feeds one token or more of each sequence.", nameof(sequences));
        }

        if (sequences.DistinctBy(sequence => sequence.Cache).Count() < sequences.Count)
        {
            throw new ArgumentException("A step feeds each sequence once.", nameof(sequences));
        }

        foreach (var (cache, tokens) in sequences)
        {
            if (tokens.Length > cache.MaxLength - cache.Length)
            {
                throw new ArgumentException(
                    $"{cache.Length} cached and {tokens.Length} further tokens are longer than the context of "
                    + $"{cache.MaxLength}.",
                    nameof(sequences));
            }
        }
    }
}
