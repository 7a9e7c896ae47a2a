using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>The keys of a trace's blocks in the pool.</summary>
/// <remarks>
/// A named block is cut into as many smaller ones as the pool's block size asks for: block 7 of 512 tokens is 7.0 to
/// 7.3 of 128. A prompt of no name has blocks that no other has.
/// </remarks>
/// <param name="trace">The trace.</param>
/// <param name="blockTokens">Tokens of the pool's blocks; a divisor of the trace's, if that names any.</param>
public sealed class TraceKeys(Trace trace, int blockTokens)
{
    private readonly ContextShape _blocks = new(blockTokens, Bytes.Zero);
    private readonly int _blocksPerNamed = trace.BlockTokens is { } named ? named / blockTokens : 1;
    private KvBlockKey[] _keys = [];

    /// <summary>The keys of a request's blocks, in order; valid until the next call.</summary>
    /// <param name="request">Its place in the trace.</param>
    public ReadOnlySpan<KvBlockKey> Of(int request)
    {
        var (_, tokens, _, named) = trace.Requests[request];
        var count = _blocks.BlocksOf(tokens);
        if (_keys.Length < count)
        {
            _keys = new KvBlockKey[Math.Max(count, 2 * _keys.Length)];
        }

        for (var block = 0; block < count; block++)
        {
            _keys[block] = named.IsEmpty
                ? KeyOf("request-block", request, block)
                : KeyOf("named-block", named[block / _blocksPerNamed], block % _blocksPerNamed);
        }

        return _keys.AsSpan(0, count);
    }

    // The low half is the name itself: below 2^40 no two names share a key.
    private static KvBlockKey KeyOf(string kind, long name, int part) => new(
        SeededStream.Derive(0, kind, name, part).NextUInt64(),
        unchecked(((ulong)name << 24) | (uint)part));
}
