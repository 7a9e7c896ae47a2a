using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using CloudMatrix.Simulation;
using Orleans.Placement;

namespace CloudMatrix.Grains;

/// <summary>A prefill or decode instance of a service.</summary>
/// <remarks>Is kept, because it is the authority on what its dies hold.</remarks>
[KeepAlive]
[HashBasedPlacement]
internal sealed class ServingInstanceGrain(HostedTimes times, SiloLayout layout)
    : Grain, IServingPartGrain, IServingInstanceGrain
{
    private readonly Outbox _outbox = new();
    private long _epoch;
    private PrefillInstanceCore? _prefill;
    private DecodeInstanceCore? _decode;

    private IServingPart Core => (IServingPart?)_prefill ?? _decode ?? throw new PartLostException();

    private PartId Id => PartId.Parse(this.GetPrimaryKeyString().Split('/')[^1]);

    public async Task Open(long epoch, ServingOptions service, TokenNews news)
    {
        _epoch = epoch;
        var (id, terms) = (Id, new ServingTerms(ServingSpecReader.Read(service)));
        var hosted = await times.GetAsync(terms.Spec);
        _prefill = id.Kind == PartKind.Prefill ? new PrefillInstanceCore(id, terms.Prefill(hosted.Prefill)) : null;
        _decode = id.Kind == PartKind.Decode ? new DecodeInstanceCore(id, terms.Decode(hosted.Decode, news)) : null;
    }

    public async Task<byte[]> Handle(long epoch, VirtualTime now, byte[] message)
    {
        var (core, said) = (epoch == _epoch ? Core : throw new PartLostException(), ServingMessages.Read(message));
        _outbox.Clear();

        // What takes long is the first look at a new kind of batch; the grain answers others meanwhile.
        await OffTurn.RunAsync(() => Handle(core, said, now));
        return ServingMessages.Write(_outbox);
    }

    public Task<byte[]> GetTotals() => Task.FromResult(
        _prefill is { } prefill ? Documents.Write(prefill.Totals)
        : _decode is { } decode ? Documents.Write(decode.Totals)
        : throw new PartLostException());

    public Task Close(long epoch)
    {
        (_prefill, _decode) = epoch == _epoch ? (null, null) : (_prefill, _decode);
        return Task.CompletedTask;
    }

    public Task<ServingInstanceState> GetState()
    {
        var name = Id.ToString();
        var silo = layout.Local.ToString();
        return Task.FromResult(_prefill is { } prefill
            ? new ServingInstanceState(
                name,
                silo,
                prefill.Totals.Busy,
                prefill.Totals.Batches,
                prefill.Totals.NewTokens,
                prefill.Blocks.Used,
                prefill.Blocks.Total)
            : _decode is { } decode
                ? new ServingInstanceState(
                    name,
                    silo,
                    decode.Totals.Busy,
                    decode.Totals.Iterations,
                    decode.Totals.Tokens,
                    decode.Places.Blocks.Sum(blocks => blocks.Used),
                    decode.Places.Blocks.Sum(blocks => blocks.Total))
                : new ServingInstanceState(name, silo, VirtualDuration.Zero, 0, 0, 0, 0));
    }

    private bool Handle(IServingPart core, IServingMessage message, VirtualTime now)
    {
        core.Handle(message, now, _outbox);
        return true;
    }
}
