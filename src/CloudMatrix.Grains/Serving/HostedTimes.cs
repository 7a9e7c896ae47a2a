using System.Collections.Immutable;
using CloudMatrix.Costs;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>What batches and iterations take, for all instances on this silo that are of the same service.</summary>
/// <remarks>The times of the last service are kept: its instances are many, and placing experts takes a while.
/// </remarks>
internal sealed class HostedTimes : IDisposable
{
    private readonly Lock _lock = new();
    private (string Hash, Task<IServingTimes> Times)? _last;

    /// <summary>The options of a service whose times do not depend on who asks first.</summary>
    /// <exception cref="ConfigurationException">They are drawn afresh for each batch and step.</exception>
    public static ServingOptions Require(ServingOptions service) => service.Fidelity == Fidelity.Memo
        ? service
        : throw new ConfigurationException(["fidelity: grains serve with memo; token runs in one process."]);

    /// <summary>The times of a service.</summary>
    public Task<IServingTimes> GetAsync(ServingSpec spec)
    {
        var hash = Documents.HashOf(spec.Options);
        lock (_lock)
        {
            if (_last is not var (kept, times) || kept != hash || times.IsFaulted)
            {
                times = OffTurn.RunAsync<IServingTimes>(() => new Locked(new ServingTimes(spec)));
                _last = (hash, times);
            }

            return times;
        }
    }

    /// <summary>Ends their threads.</summary>
    public void Dispose()
    {
        if (_last is { Times: { IsCompletedSuccessfully: true } times })
        {
            times.Result.Dispose();
        }
    }

    /// <summary>Times that one instance asks after another; no answer depends on what was asked before.</summary>
    private sealed class Locked : IServingTimes
    {
        private readonly Lock _lock = new();
        private readonly ServingTimes _times;

        public Locked(ServingTimes times)
        {
            _times = times;
            Prefill = [.. times.Prefill.Select(prefill => new LockedPrefill(prefill, _lock))];
            Decode = [.. times.Decode.Select(decode => new LockedDecode(decode, _lock))];
        }

        public ImmutableArray<IPrefillTimes> Prefill { get; }

        public ImmutableArray<IDecodeTimes> Decode { get; }

        public void Dispose() => _times.Dispose();
    }

    private sealed class LockedPrefill(IPrefillTimes times, Lock held) : IPrefillTimes
    {
        public VirtualDuration TimeOf(ImmutableArray<PrefillSequence> sequences)
        {
            lock (held)
            {
                return times.TimeOf(sequences);
            }
        }
    }

    private sealed class LockedDecode(IDecodeTimes times, Lock held) : IDecodeTimes
    {
        public VirtualDuration StepOf(DecodeLoad load)
        {
            lock (held)
            {
                return times.StepOf(load);
            }
        }
    }
}
