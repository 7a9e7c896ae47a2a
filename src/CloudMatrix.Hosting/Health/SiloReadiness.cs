namespace CloudMatrix.Hosting;

/// <summary>Whether a silo can be sent work, and what is in the way.</summary>
/// <param name="strangers">Silos of the cluster that have not shown yet what they host.</param>
internal sealed class SiloReadiness(Func<IEnumerable<SiloAddress>> strangers)
{
    private volatile bool _hasJoined;
    private volatile bool _isLeaving;

    /// <summary>The silo is in the cluster, and fits it.</summary>
    public void Join() => _hasJoined = true;

    /// <summary>The silo is asked to stop: it is not ready from now on.</summary>
    public void Leave() => _isLeaving = true;

    /// <summary>What is in the way, a sentence each; nothing where the silo is ready.</summary>
    public IReadOnlyList<string> FindObstacles()
    {
        if (_isLeaving)
        {
            return ["The silo is leaving the cluster."];
        }

        return _hasJoined
            ? [.. strangers().Select(silo => $"The silo at {silo.Endpoint} has not shown which nodes it hosts.")]
            : ["The silo has not joined the cluster yet."];
    }
}
