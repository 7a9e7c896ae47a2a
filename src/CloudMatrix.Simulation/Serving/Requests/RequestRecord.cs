using System.Text.Json.Serialization;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What is known of a request of a served trace.</summary>
public sealed record RequestRecord
{
    /// <summary>Its place in the trace.</summary>
    public required int Request { get; init; }

    /// <summary>When it arrived.</summary>
    public required VirtualTime ArrivedAt { get; init; }

    /// <summary>Tokens of its prompt.</summary>
    public required int InputTokens { get; init; }

    /// <summary>Tokens that are to be generated.</summary>
    public required int OutputTokens { get; init; }

    /// <summary>What became of it.</summary>
    [JsonInclude]
    public ServedAs Outcome { get; internal set; }

    /// <summary>Tokens generated so far, each once.</summary>
    [JsonInclude]
    public int Generated { get; internal set; }

    /// <summary>Tokens generated that somebody may have seen already; counted when the attempt ends.</summary>
    [JsonInclude]
    public int Shown { get; internal set; }

    /// <summary>Tokens that somebody has got, or may have seen.</summary>
    public int Told => Math.Max(Generated, Shown);

    /// <summary>When its first token was there; null before.</summary>
    [JsonInclude]
    public VirtualTime? FirstTokenAt { get; internal set; }

    /// <summary>When its last token was there, or it was refused; null before.</summary>
    [JsonInclude]
    public VirtualTime? EndedAt { get; internal set; }

    /// <summary>Attempts begun after something was lost.</summary>
    [JsonInclude]
    public int Retries { get; internal set; }

    /// <summary>Prompt tokens that were cached, in the last attempt.</summary>
    [JsonInclude]
    public int CachedTokens { get; internal set; }

    /// <summary>The prefill instance of the last attempt; null before one was chosen.</summary>
    [JsonInclude]
    public int? PrefillInstance { get; internal set; }

    /// <summary>The decode instance of the last attempt; null before one was chosen.</summary>
    [JsonInclude]
    public int? DecodeInstance { get; internal set; }

    /// <summary>Its die there; null before it was reserved.</summary>
    [JsonInclude]
    public int? DecodeRank { get; internal set; }

    /// <summary>Time to the first token.</summary>
    public VirtualDuration? Ttft => FirstTokenAt - ArrivedAt;

    /// <summary>Time to the last token; null where it was refused.</summary>
    public VirtualDuration? EndToEnd => Outcome == ServedAs.Completed ? EndedAt - ArrivedAt : null;

    /// <summary>
    /// Mean time of a token after the first one: (last − first) ÷ (tokens − 1); null where there is none.
    /// </summary>
    public VirtualDuration? Tpot => Outcome == ServedAs.Completed && Generated > 1
        ? new VirtualDuration((EndedAt!.Value - FirstTokenAt!.Value).Picoseconds / (Generated - 1))
        : null;
}
