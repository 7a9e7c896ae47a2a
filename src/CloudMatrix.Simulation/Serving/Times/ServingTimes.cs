namespace CloudMatrix.Simulation;

/// <summary>What batches and iterations of a service take, at the fidelity that its specification asks for.</summary>
internal sealed class ServingTimes : IDisposable
{
    private readonly List<IDisposable> _held = [];

    /// <summary>Places experts; the rest is computed when it is asked for.</summary>
    public ServingTimes(ServingSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        (Prefill, Decode) = spec.Options.Fidelity == Fidelity.Token
            ? ((IPrefillTimes)Hold(new FullPrefill(spec.Prefill)),
                (IDecodeTimes)Hold(new FullDecodeSteps(spec.Decode, spec.Decode.RequestsPerDieMax)))
            : (Hold(new PrefillMemo(spec.Prefill)), Hold(new DecodeStepMemo(spec.Decode)));
    }

    /// <summary>What batches take.</summary>
    public IPrefillTimes Prefill { get; }

    /// <summary>What iterations take.</summary>
    public IDecodeTimes Decode { get; }

    /// <summary>Ends their threads.</summary>
    public void Dispose() => _held.ForEach(held => held.Dispose());

    private T Hold<T>(T times)
        where T : IDisposable
    {
        _held.Add(times);
        return times;
    }
}
