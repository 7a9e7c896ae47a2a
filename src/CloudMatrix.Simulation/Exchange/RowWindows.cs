namespace CloudMatrix.Simulation;

/// <summary>
/// The content of one microbatch's rows: what each token is packed as, and the answers of its experts. Beside the
/// <see cref="ExchangeWindows"/>, which tell whose row is where.
/// </summary>
/// <remarks>
/// <code>
/// rank  ── token's row, once ──▶ [tokens, row bytes]     ── read by every slot that the token goes to
/// rank  ◀── a row an answer ──── [rows, answer bytes]    ◀── written by the slot that it was sent to
/// </code>
/// </remarks>
internal sealed class RowWindows
{
    private readonly byte[][] _rows;
    private readonly byte[][] _answers;

    /// <summary>Allocates the windows of all ranks.</summary>
    /// <param name="ranks">Ranks of the instance.</param>
    /// <param name="tokensMax">The most tokens that a rank feeds in a microbatch.</param>
    /// <param name="format">Bytes of a row and of an answer, and rows of each token.</param>
    public RowWindows(int ranks, int tokensMax, RowContent format)
    {
        Format = format;
        _rows = [.. Enumerable.Range(0, ranks).Select(_ => new byte[tokensMax * format.RowBytes])];
        _answers = [.. Enumerable.Range(0, ranks)
            .Select(_ => new byte[tokensMax * format.RowsPerToken * format.AnswerBytes])];
    }

    /// <summary>What a row is made of.</summary>
    public RowContent Format { get; }

    /// <summary>What the first tokens of a rank are packed as [tokens, row bytes].</summary>
    public Span<byte> TokensOf(int rank, int tokens) => _rows[rank].AsSpan(0, tokens * Format.RowBytes);

    /// <summary>What a token is packed as [row bytes].</summary>
    public Span<byte> TokenOf(int rank, int token) => _rows[rank].AsSpan(token * Format.RowBytes, Format.RowBytes);

    /// <summary>The answers to a token [rows a token, answer bytes].</summary>
    public ReadOnlySpan<byte> AnswersTo(int rank, int token)
    {
        var bytes = Format.RowsPerToken * Format.AnswerBytes;
        return _answers[rank].AsSpan(token * bytes, bytes);
    }

    /// <summary>The answer to a row [answer bytes].</summary>
    public Span<byte> AnswerTo(int rank, int row) =>
        _answers[rank].AsSpan(row * Format.AnswerBytes, Format.AnswerBytes);
}
