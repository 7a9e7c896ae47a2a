using System.Collections.Concurrent;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>
/// What services are seen to do on this silo: put up by whoever does it and replaced whole, so that people look beside
/// the turns.
/// </summary>
internal sealed class ServiceBoard
{
    private readonly ConcurrentDictionary<string, ServiceFacts> _services = [];
    private readonly ConcurrentDictionary<(string Service, PartId Part), ServingInstanceFacts> _instances = [];
    private readonly ConcurrentDictionary<CpuCore, PoolFacts> _pools = [];

    /// <summary>The last run of each service that lives here, by name.</summary>
    public IEnumerable<ServiceFacts> Services =>
        _services.Values.OrderBy(facts => facts.Service, StringComparer.Ordinal);

    /// <summary>The instances of services that live here, by service, prefill before decode.</summary>
    public IEnumerable<ServingInstanceFacts> Instances => _instances.Values
        .OrderBy(facts => facts.Service, StringComparer.Ordinal)
        .ThenBy(facts => facts.Part.Kind == PartKind.Decode)
        .ThenBy(facts => facts.Part.Index);

    /// <summary>What each CPU that lives here has of each pool.</summary>
    public IEnumerable<PoolFacts> Pools => _pools.Values;

    /// <summary>A service has come so far.</summary>
    public void Show(ServiceFacts facts) => _services[facts.Service] = facts;

    /// <summary>An instance has come so far.</summary>
    public void Show(ServingInstanceFacts facts) => _instances[(facts.Service, facts.Part)] = facts;

    /// <summary>A CPU's part of a pool has come so far.</summary>
    public void Show(CpuCore part, PoolFacts facts) => _pools[part] = facts;

    /// <summary>A service goes on on another silo.</summary>
    public void Take(ServiceFacts facts) => _services.TryRemove(facts.Service, out _);

    /// <summary>An instance is no more.</summary>
    public void Take(ServingInstanceFacts facts) => _instances.TryRemove((facts.Service, facts.Part), out _);

    /// <summary>A CPU's part of a pool is no more.</summary>
    public void Take(CpuCore part) => _pools.TryRemove(part, out _);
}
