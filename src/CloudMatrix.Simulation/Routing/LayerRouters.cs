using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>The routers of all layers that route, made from the run's seed.</summary>
internal sealed class LayerRouters
{
    private readonly LayerRouter[] _routers;
    private readonly int _firstLayer;

    private LayerRouters(LayerRouter[] routers, int firstLayer)
    {
        _routers = routers;
        _firstLayer = firstLayer;
    }

    /// <summary>The router of a layer that routes.</summary>
    public LayerRouter this[int layer] => _routers[layer - _firstLayer];

    /// <summary>The expert that a slot holds in each layer; none where it holds a copy of the shared one.</summary>
    public IEnumerable<ExpertId> ExpertsIn(SlotId slot) =>
        _routers.Select(router => router.ExpertIn(slot)).OfType<ExpertId>();

    /// <summary>Builds the routers of a decode, layers side by side.</summary>
    public static LayerRouters Build(DecodeSpec spec, ParallelPhases phases)
    {
        var terms = new RoutingTerms(spec.Routing, GateShape.Of(spec.Model), spec.Slots, spec.Seed);
        var routers = new LayerRouter[spec.RoutedLayers];
        phases.Run(worker =>
        {
            var (first, end) = phases.Share(worker, routers.Length);
            for (var i = first; i < end; i++)
            {
                routers[i] = LayerRouter.Build(terms, spec.Model.DenseLayers + i);
            }
        });
        return new LayerRouters(routers, spec.Model.DenseLayers);
    }
}
