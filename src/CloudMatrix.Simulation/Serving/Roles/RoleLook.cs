using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What the global scheduler sees of its service when it looks whether roles should change.</summary>
internal sealed record RoleLook
{
    /// <summary>NPUs on which an instance could begin.</summary>
    public required int FreeNpus { get; init; }

    /// <summary>Prefill instances that serve or load the model.</summary>
    public required int Prefills { get; init; }

    /// <summary>The longest that a prompt in prefill has waited for its first token.</summary>
    public required VirtualDuration PromptWait { get; init; }

    /// <summary>Prefill instances that had prompts, on average since the last look.</summary>
    public required double PrefillsBusy { get; init; }

    /// <summary>Decode instances that serve or load the model.</summary>
    public required int Decodes { get; init; }

    /// <summary>The longest that a request has waited for a place in decode.</summary>
    public required VirtualDuration PlaceWait { get; init; }

    /// <summary>Requests whose prompts are computed and whose texts are not complete.</summary>
    public required int DecodeRequests { get; init; }

    /// <summary>Mean time per token of requests that completed since the last look; 0 where none did.</summary>
    public required VirtualDuration Tpot { get; init; }
}
