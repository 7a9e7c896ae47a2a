using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What a decode instance is told.</summary>
internal static class ToDecode
{
    /// <summary>A request needs a place and memory for its keys and values, before its prompt is computed.</summary>
    /// <param name="Attempt">The request.</param>
    /// <param name="Tokens">Tokens that it may come to: prompt and text.</param>
    /// <param name="Remaining">Tokens that are to be generated here.</param>
    public sealed record Reserve(Attempt Attempt, int Tokens, int Remaining) : IServingMessage;

    /// <summary>A request does not need them any more.</summary>
    /// <param name="Attempt">The request.</param>
    public sealed record Release(Attempt Attempt) : IServingMessage;

    /// <summary>A prompt's keys and values begin to leave a prefill die.</summary>
    /// <param name="Attempt">The request.</param>
    /// <param name="From">The prefill instance.</param>
    /// <param name="Size">Their bytes.</param>
    public sealed record KvComes(Attempt Attempt, PartId From, Bytes Size) : IServingMessage;

    /// <summary>A prompt's keys and values have arrived.</summary>
    /// <param name="Attempt">The request.</param>
    /// <param name="From">The prefill instance.</param>
    public sealed record KvArrived(Attempt Attempt, PartId From) : IServingMessage;

    /// <summary>An iteration ends.</summary>
    /// <param name="Iteration">Which one, from 0.</param>
    public sealed record IterationEnds(long Iteration) : IServingMessage;

    /// <summary>Something of the network is lost: iterations that begin from now on take another time.</summary>
    /// <param name="Fabric">The state of the network.</param>
    public sealed record FabricChanges(int Fabric) : IServingMessage;

    /// <summary>Dies lose what they hold, and the instance stands still until it starts again.</summary>
    /// <param name="First">The first of them.</param>
    /// <param name="End">The one after the last.</param>
    public sealed record Stops(RankId First, RankId End) : IServingMessage;

    /// <summary>The instance is whole again; what its other dies hold is still there.</summary>
    public sealed record Starts : IServingMessage;

    /// <summary>The instance is sent nothing more; once it holds nothing, it says so.</summary>
    public sealed record Drains : IServingMessage;
}
