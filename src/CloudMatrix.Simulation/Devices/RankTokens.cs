using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>The tokens that a rank sends in one microbatch of a layer.</summary>
/// <param name="Count">How many.</param>
/// <param name="Router">Chooses their slots.</param>
/// <param name="Random">Random numbers of this rank, microbatch, layer and step.</param>
internal readonly record struct RankTokens(int Count, LayerRouter Router, SeededStream Random);
