using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// Which prefill die hands a prompt's keys and values over to a decode die. All dies of a prefill instance hold the
/// same ones, so that the load can be spread evenly.
/// </summary>
/// <remarks>
/// <code>
/// ratio      = prefill TP / decode TP                    here decode TP = 1: each die decodes its own requests
/// group size = decode DP / ratio
/// prefill TP rank = ⌊decode DP rank / group size⌋ · decode TP + decode TP rank
/// </code>
/// Where group size is no whole number, ⌊decode DP rank · ratio / decode DP⌋, which is the same where it is.
/// Source: arXiv:2506.12708 §4.3.3.
/// </remarks>
/// <param name="prefillDies">Dies that share a prompt's heads, 1 or more.</param>
/// <param name="decodeDies">Dies that decode, each its own requests, 1 or more.</param>
public sealed class RankMapping(int prefillDies, int decodeDies)
{
    /// <summary>Dies that share a prompt's heads.</summary>
    public int PrefillDies => prefillDies;

    /// <summary>The prefill die that serves a decode die.</summary>
    public RankId SourceOf(RankId decode) => new((int)((long)decode.Index * prefillDies / decodeDies));
}
