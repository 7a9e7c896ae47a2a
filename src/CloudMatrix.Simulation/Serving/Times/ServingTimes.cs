using System.Collections.Immutable;

namespace CloudMatrix.Simulation;

/// <summary>What batches and iterations of a service take, at the fidelity that its specification asks for.</summary>
internal sealed class ServingTimes : IServingTimes
{
    private readonly List<IDisposable> _held = [];

    /// <summary>Places experts; the rest is computed when it is asked for.</summary>
    public ServingTimes(ServingSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var prefills = spec.Fabrics.Select(fabric => spec.Prefill with { Fabric = fabric });
        var decodes = spec.Fabrics.Select(fabric => spec.Decode with { Fabric = fabric });
        if (spec.Options.Fidelity == Fidelity.Token)
        {
            Prefill = [.. prefills.Select(prefill => Hold(new FullPrefill(prefill)))];
            Decode = [.. decodes.Select(decode => Hold(new FullDecodeSteps(decode, decode.RequestsPerDieMax)))];
        }
        else
        {
            Prefill = [.. prefills.Select(prefill => Hold(new PrefillMemo(prefill)))];
            Decode = [.. decodes.Select(decode => Hold(new DecodeStepMemo(decode)))];
        }
    }

    /// <inheritdoc/>
    public ImmutableArray<IPrefillTimes> Prefill { get; }

    /// <inheritdoc/>
    public ImmutableArray<IDecodeTimes> Decode { get; }

    /// <inheritdoc/>
    public void Dispose() => _held.ForEach(held => held.Dispose());

    private T Hold<T>(T times)
        where T : IDisposable
    {
        _held.Add(times);
        return times;
    }
}
