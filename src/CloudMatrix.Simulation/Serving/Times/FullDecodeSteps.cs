using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// Every iteration through the embedded engine: each die has its own requests and contexts, and each token of each
/// layer chooses its experts, afresh in every step.
/// </summary>
/// <remarks>
/// The operating point, where it is left open, is what <see cref="DecodeStepMemo"/> finds for the load; so many points
/// are few, and each keeps its engine.
/// </remarks>
internal sealed class FullDecodeSteps : IDecodeTimes, IDisposable
{
    private readonly DecodeSpec _spec;
    private readonly ParallelPhases _phases;
    private readonly DecodeStepMemo _points;
    private readonly LayerRouters _routers;
    private readonly Dictionary<OperatingPoint, EmbeddedDecode> _decodes = [];
    private readonly MicrobatchLoad[] _loads;
    private long _step;

    /// <summary>Places the experts of all layers.</summary>
    /// <param name="spec">
    /// The instance; its own requests and their context are not looked at, and an operating point that it leaves open
    /// is found for each step.
    /// </param>
    /// <param name="requestsPerDieMax">The most requests that a die will ever hold.</param>
    public FullDecodeSteps(DecodeSpec spec, int requestsPerDieMax)
    {
        // Windows hold what the fullest die sends.
        _spec = spec with { Requests = requestsPerDieMax * spec.Dies };
        _phases = ParallelPhases.ForShards(spec.Nodes);
        _points = new DecodeStepMemo(spec);
        _routers = LayerRouters.Build(spec, _phases);
        _loads = new MicrobatchLoad[spec.Dies];
    }

    /// <inheritdoc/>
    /// <exception cref="InvariantViolationException">Something that must always hold did not.</exception>
    public VirtualDuration StepOf(DecodeLoad load)
    {
        for (var die = 0; die < _loads.Length; die++)
        {
            _loads[die] = new MicrobatchLoad(load.Requests[die], load.KvTokens[die]);
        }

        var decode = DecodeAt(_points.PointOf(load));
        var begin = decode.Now;
        decode.RunStep(_step++);
        return decode.Now - begin;
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        _points.Dispose();
        _phases.Dispose();
    }

    private EmbeddedDecode DecodeAt(OperatingPoint point)
    {
        if (!_decodes.TryGetValue(point, out var decode))
        {
            var payload = new CountsPayload(
                _spec.Seed, _routers, (rank, microbatch) => _loads[rank.Index].Part(microbatch, point.Microbatches));
            decode = new EmbeddedDecode(new DecodeRunSpec(_spec, point), payload, _phases);
            _decodes.Add(point, decode);
        }

        return decode;
    }
}
