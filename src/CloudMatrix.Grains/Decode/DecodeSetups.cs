using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>
/// Makes runs ready on this silo, off the grains' turns, and keeps the last one: placing experts takes a second.
/// </summary>
internal sealed class DecodeSetups
{
    private readonly Lock _lock = new();
    private (string Hash, Task<DecodeSetup> Setup)? _last;

    /// <summary>The run of some options.</summary>
    public Task<DecodeSetup> GetAsync(DecodeOptions options)
    {
        var hash = Documents.HashOf(options);
        lock (_lock)
        {
            if (_last is not var (kept, setup) || kept != hash || setup.IsFaulted)
            {
                setup = OffTurn.RunAsync(() => Make(options));
                _last = (hash, setup);
            }

            return setup;
        }
    }

    /// <summary>The operating point of a run, given or found.</summary>
    public static Task<OperatingPoint> SettleAsync(DecodeSpec spec) => OffTurn.RunAsync(() =>
    {
        using var phases = ParallelPhases.ForShards(spec.Nodes);
        return OperatingPointSearch.Fastest(spec, phases);
    });

    private static DecodeSetup Make(DecodeOptions options)
    {
        var spec = DecodeSpecReader.Read(options);
        using var phases = ParallelPhases.ForShards(spec.Nodes);
        return new DecodeSetup(spec, LayerRouters.Build(spec, phases));
    }
}
