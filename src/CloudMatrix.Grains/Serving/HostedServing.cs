using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>The parts of a service as grains.</summary>
/// <param name="grains">Reaches them.</param>
/// <param name="service">The service's name, and who runs it: parts answer to the last who opened them.</param>
/// <param name="terms">What they work with.</param>
internal sealed class HostedServing(
    IGrainFactory grains, (string Name, long Epoch) service, ServingTerms terms)
{
    // So that a turn of a part does not take long.
    private const int LettersPerCall = 256;

    private readonly PooledPrefixes _pool = new(grains, service, terms);
    private CacheCore _cache = new(terms.Cache);
    private readonly Outbox _outbox = new();

    /// <summary>Begins anew, all parts at rest.</summary>
    /// <param name="news">Whether the scheduler is told of each iteration's tokens.</param>
    public Task OpenAsync(TokenNews news) => Task.WhenAll(
    [
        _pool.OpenAsync(),
        .. terms.Instances.Select(part => GrainOf(part).Open(service.Epoch, terms.Spec.Options, news)),
    ]);

    /// <summary>Brings parts at rest to where those of a rehearsal are.</summary>
    public Task CatchUpAsync(ServingRehearsal rehearsal)
    {
        _cache = rehearsal.Cache;
        return Task.WhenAll(
        [
            _pool.CatchUpAsync(rehearsal.Calls),
            .. rehearsal.Told.Select(told => CatchUpAsync(GrainOf(told.Key), told.Value)),
        ]);
    }

    /// <summary>Hands a message to its part.</summary>
    /// <returns>What is sent because of it; valid until the next call.</returns>
    public async Task<Outbox> HandleAsync(EventKey key, IServingMessage message)
    {
        _outbox.Clear();
        if (key.Part == PartId.Cache)
        {
            foreach (var call in _cache.Steps(message, key.Time, _outbox))
            {
                await _pool.DoAsync(call);
            }
        }
        else
        {
            var sent = await GrainOf(key.Part).Handle(service.Epoch, key.Time, ServingMessages.Write(message));
            ServingMessages.Read(sent, _outbox);
        }

        return _outbox;
    }

    /// <summary>What the parts have done.</summary>
    public async Task<ServingTotals> GetTotalsAsync()
    {
        var totals = await Task.WhenAll(terms.Instances.Select(async part => (part, await GrainOf(part).GetTotals())));
        var (prefill, decode) = (default(PrefillTotals), default(DecodeTotals));
        foreach (var (part, document) in totals)
        {
            prefill += part.Kind == PartKind.Prefill ? Documents.Read<PrefillTotals>(document) : default;
            decode += part.Kind == PartKind.Decode ? Documents.Read<DecodeTotals>(document) : default;
        }

        return new ServingTotals(prefill, decode, _cache.Totals, await _pool.GetTotalsAsync());
    }

    /// <summary>Gives what the parts hold back.</summary>
    public Task CloseAsync() => Task.WhenAll(
        [_pool.CloseAsync(), .. terms.Instances.Select(part => GrainOf(part).Close(service.Epoch))]);

    private async Task CatchUpAsync(IServingPartGrain part, Outbox told)
    {
        foreach (var letters in told.Sent.Chunk(LettersPerCall))
        {
            await part.CatchUp(service.Epoch, ServingMessages.Write(letters));
        }
    }

    private IServingPartGrain GrainOf(PartId part) => grains.GetGrain<IServingPartGrain>($"{service.Name}/{part}");
}
