using System.Collections.Immutable;
using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What batches of prompts take on one prefill instance.</summary>
internal interface IPrefillTimes
{
    /// <summary>From the beginning of a batch to the first token of every prompt; zero where nothing is new.</summary>
    /// <param name="sequences">The prompts, packed in this order.</param>
    VirtualDuration TimeOf(ImmutableArray<PrefillSequence> sequences);
}
