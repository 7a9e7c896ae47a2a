using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>A run of tokens' keys and values over all layers, or a piece of a model.</summary>
/// <param name="Key">Names it by its content.</param>
/// <param name="Tokens">Tokens that it covers; 0 for a piece of a model.</param>
/// <param name="Size">Bytes that it takes.</param>
/// <param name="Namespace">Whose it is, and against whose quota it counts.</param>
public readonly record struct KvBlock(KvBlockKey Key, int Tokens, Bytes Size, NamespaceId Namespace = default);
