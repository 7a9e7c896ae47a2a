using CloudMatrix.Costs;

namespace CloudMatrix.Simulation;

/// <summary>How a service uses the context cache.</summary>
internal sealed record CacheTerms
{
    /// <summary>The keys of the trace's prompts.</summary>
    public required TraceKeys Keys { get; init; }

    /// <summary>The pool and how prompts are cut in it.</summary>
    public required ContextCache Cache { get; init; }

    /// <summary>The pool.</summary>
    public required MemoryPool Pool { get; init; }

    /// <summary>The network to it; none: nothing is found, and nothing stored.</summary>
    public required CachePlane Plane { get; init; }

    /// <summary>Whether prompts may be cut, so that the last one of a batch need not fit.</summary>
    public required PromptCutting Cutting { get; init; }

    /// <summary>What becomes of a prompt whose prefix its own instance is about to compute.</summary>
    public required SharedPrefixes Shared { get; init; }
}
