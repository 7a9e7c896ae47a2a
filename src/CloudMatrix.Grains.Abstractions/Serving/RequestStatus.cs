using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>What is known of a request.</summary>
/// <param name="Request">Its number.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="ArrivedAt">When it arrived.</param>
/// <param name="Generated">Tokens generated so far.</param>
/// <param name="OutputTokens">Tokens that are to be generated.</param>
[GenerateSerializer, Immutable, Alias("request-status")]
public sealed record RequestStatus(
    [property: Id(0)] int Request,
    [property: Id(1)] ServedAs Outcome,
    [property: Id(2)] VirtualTime ArrivedAt,
    [property: Id(3)] int Generated,
    [property: Id(4)] int OutputTokens)
{
    /// <summary>When its first token was there; null before.</summary>
    [Id(5)]
    public VirtualTime? FirstTokenAt { get; init; }

    /// <summary>When it ended; null before.</summary>
    [Id(6)]
    public VirtualTime? EndedAt { get; init; }

    /// <summary>Prompt tokens that were cached.</summary>
    [Id(7)]
    public int CachedTokens { get; init; }

    /// <summary>The prefill instance; null before one was chosen.</summary>
    [Id(8)]
    public int? PrefillInstance { get; init; }

    /// <summary>The decode instance; null before one was chosen.</summary>
    [Id(9)]
    public int? DecodeInstance { get; init; }

    /// <summary>Whether nothing more will happen to it.</summary>
    public bool IsOver => Outcome != ServedAs.Pending;

    /// <summary>What a record says.</summary>
    public static RequestStatus Of(RequestRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new RequestStatus(
            record.Request,
            record.Outcome,
            record.ArrivedAt,
            record.Told,
            record.OutputTokens)
        {
            FirstTokenAt = record.FirstTokenAt,
            EndedAt = record.EndedAt,
            CachedTokens = record.CachedTokens,
            PrefillInstance = record.PrefillInstance,
            DecodeInstance = record.DecodeInstance,
        };
    }
}
