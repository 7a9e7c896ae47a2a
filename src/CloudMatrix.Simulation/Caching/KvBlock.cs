using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>A run of tokens' keys and values over all layers.</summary>
/// <param name="Key">Names it by its content.</param>
/// <param name="Tokens">Tokens that it covers.</param>
/// <param name="Size">Bytes that it takes.</param>
public sealed record KvBlock(KvBlockKey Key, int Tokens, Bytes Size);
