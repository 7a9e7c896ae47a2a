using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;

namespace CloudMatrix.Grains;

/// <summary>How a service stands.</summary>
/// <param name="Service">Its name.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Wall">Real time since its run began here.</param>
internal sealed record ServiceFacts(string Service, ServiceStatus Status, TimeSpan Wall)
{
    /// <summary>Requests that have arrived and were not sent to prefill: they wait for a place.</summary>
    public int Waiting { get; init; }

    /// <summary>Requests whose prompts were sent to prefill and have no first token yet.</summary>
    public int Prefilling { get; init; }

    /// <summary>Requests whose prompts are computed and whose texts are not complete.</summary>
    public int Decoding { get; init; }

    /// <summary>Virtual time at which the run began here.</summary>
    public VirtualTime BeganAt { get; init; }

    /// <summary>Real over virtual time since the run began here; null before any has passed.</summary>
    public double? WallRatio =>
        Status.Now > BeganAt ? Wall.TotalSeconds / (Status.Now - BeganAt).TotalSeconds : null;
}
