using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>The longest prefix of a prompt that the pool holds.</summary>
/// <param name="Blocks">Its blocks.</param>
/// <param name="SsdBlocks">Of these, those that had to be read from the volumes.</param>
/// <param name="Tokens">Its tokens, which need no prefill.</param>
/// <param name="Size">Bytes that go to the NPU.</param>
/// <param name="SsdSize">Of these, those that came from the volumes first.</param>
public readonly record struct PrefixHit(int Blocks, int SsdBlocks, int Tokens, Bytes Size, Bytes SsdSize);
