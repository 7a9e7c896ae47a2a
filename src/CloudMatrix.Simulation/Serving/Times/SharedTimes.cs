using System.Collections.Immutable;

namespace CloudMatrix.Simulation;

/// <summary>Times of services whose instances are alike: computed once, asked by one service after another.</summary>
internal sealed class SharedTimes : IDisposable
{
    private readonly Dictionary<(int Npus, string Fabric), PrefillMemo> _prefills = [];
    private readonly Dictionary<(int Npus, int? Microbatches, int Mtp, string Fabric), DecodeStepMemo> _decodes = [];

    /// <summary>The times of a service that differs from others only in counts, sizes, batches and drafts.</summary>
    public IServingTimes Of(ServingSpec spec) => new Lent(
        [.. spec.Fabrics.Select(fabric => PrefillOf(spec.Prefill with { Fabric = fabric }))],
        [.. spec.Fabrics.Select(fabric => DecodeOf(spec.Decode with { Fabric = fabric }))]);

    /// <summary>Ends all of them.</summary>
    public void Dispose()
    {
        foreach (var times in _prefills.Values.Concat<IDisposable>(_decodes.Values))
        {
            times.Dispose();
        }
    }

    private PrefillMemo PrefillOf(PrefillSpec spec)
    {
        var key = (spec.Npus, string.Join(',', spec.Fabric.Down));
        return _prefills.TryGetValue(key, out var known) ? known : _prefills[key] = new PrefillMemo(spec);
    }

    private DecodeStepMemo DecodeOf(DecodeSpec spec)
    {
        var key = (spec.Npus, spec.Microbatches, spec.MtpLayers, string.Join(',', spec.Fabric.Down));
        return _decodes.TryGetValue(key, out var known) ? known : _decodes[key] = new DecodeStepMemo(spec);
    }

    // A session that ends does not end what it was lent.
    private sealed record Lent(ImmutableArray<IPrefillTimes> Prefill, ImmutableArray<IDecodeTimes> Decode)
        : IServingTimes
    {
        public void Dispose()
        {
        }
    }
}
