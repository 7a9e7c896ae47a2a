using System.Collections.Immutable;
using Orleans.Concurrency;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>
/// A decode instance: NPUs that serve one copy of a model. Runs one decode at a time and keeps what the last one found.
/// Key: its name (<see cref="GrainNames.DecodeInstance"/>).
/// </summary>
[Alias("decode-instance")]
public interface IDecodeInstanceGrain : IGrainWithStringKey
{
    /// <summary>Starts a decode, unless one is running.</summary>
    /// <param name="order">What to run.</param>
    /// <param name="ticket">
    /// Drawn by who asks, so that he can ask again when the answer is lost: one ticket starts one decode. Left out:
    /// every call asks for another.
    /// </param>
    [AlwaysInterleave]
    [Alias("start")]
    Task<RunAdmission> Start(DecodeOrder order, Guid ticket = default);

    /// <summary>How far the decode is.</summary>
    [AlwaysInterleave]
    [Alias("status")]
    Task<DecodeStatus> GetStatus();

    /// <summary>Waits until there is news, or for some seconds.</summary>
    /// <param name="seen">The version of the status that the caller knows; 0 for none.</param>
    /// <returns>The status, newer or the same.</returns>
    [AlwaysInterleave]
    [Alias("next-status")]
    Task<DecodeStatus> NextStatus(long seen);

    /// <summary>What the last decode found; null unless it is done, or where it generated texts.</summary>
    [AlwaysInterleave]
    [Alias("result")]
    Task<DecodeResult?> GetResult();

    /// <summary>What the last decode generated; null unless it is done, or where it only priced.</summary>
    [AlwaysInterleave]
    [Alias("generation")]
    Task<GenerationResult?> GetGeneration();

    /// <summary>The tokens of each text so far, in the order of prompts; none where it only prices.</summary>
    [AlwaysInterleave]
    [Alias("texts")]
    Task<ImmutableArray<ImmutableArray<int>>> GetTexts();

    /// <summary>Ends the running decode at the next step, if one is running.</summary>
    [AlwaysInterleave]
    [Alias("cancel")]
    Task Cancel();
}
