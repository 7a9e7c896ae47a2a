using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What the global scheduler is told.</summary>
internal static class ToScheduler
{
    /// <summary>A request arrives.</summary>
    /// <param name="Request">Its place in the trace.</param>
    public sealed record Arrives(int Request) : IServingMessage;

    /// <summary>Nobody wants a request any more.</summary>
    /// <param name="Request">Its number.</param>
    public sealed record IsCancelled(int Request) : IServingMessage;

    /// <summary>A decode instance has memory for a request on a die of its own.</summary>
    /// <param name="Attempt">The request.</param>
    /// <param name="Rank">The die.</param>
    public sealed record Reserved(Attempt Attempt, RankId Rank) : IServingMessage;

    /// <summary>A prompt is computed, and its first token is there.</summary>
    /// <param name="Attempt">The request.</param>
    /// <param name="Found">What of the prompt was cached.</param>
    public sealed record Prefilled(Attempt Attempt, PrefixFind Found) : IServingMessage;

    /// <summary>Texts have grown.</summary>
    /// <param name="Texts">Tokens generated so far for each request of a decode instance.</param>
    public sealed record Generated(ImmutableArray<TextProgress> Texts) : IServingMessage;

    /// <summary>The last token of a request is there.</summary>
    /// <param name="Attempt">The request.</param>
    /// <param name="Generated">Tokens that the decode instance has generated for it.</param>
    public sealed record Decoded(Attempt Attempt, int Generated) : IServingMessage;

    /// <summary>An instance has lost what it had of a request.</summary>
    /// <param name="Attempt">The request.</param>
    /// <param name="Generated">Tokens that the instance had generated for it.</param>
    public sealed record Lost(Attempt Attempt, int Generated) : IServingMessage;

    /// <summary>Something of the machine is lost.</summary>
    /// <param name="Failure">Which of the failures that the run is to suffer, from 0.</param>
    public sealed record Fails(int Failure) : IServingMessage;

    /// <summary>What was lost is there again.</summary>
    /// <param name="Failure">Which failure is over.</param>
    public sealed record IsRepaired(int Failure) : IServingMessage;

    /// <summary>An instance that took a role has its model.</summary>
    /// <param name="Instance">The instance.</param>
    /// <param name="Life">How often it had taken NPUs by then, this time included.</param>
    public sealed record IsLoaded(PartId Instance, int Life) : IServingMessage;

    /// <summary>An instance that was to end what it has holds nothing any more.</summary>
    /// <param name="Instance">The instance.</param>
    public sealed record IsEmpty(PartId Instance) : IServingMessage;

    /// <summary>It is time to look whether roles should change.</summary>
    public sealed record Looks : IServingMessage;
}
