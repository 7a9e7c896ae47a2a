using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using CloudMatrix.Simulation;
using Orleans.Placement;

namespace CloudMatrix.Grains;

/// <summary>A prefill or decode instance of a service.</summary>
/// <remarks>Is kept, because it is the authority on what its dies hold.</remarks>
[KeepAlive]
[HashBasedPlacement]
internal sealed class ServingInstanceGrain(HostedTimes times, SiloLayout layout, ServingMeter meter)
    : Grain, IServingPartGrain, IServingInstanceGrain
{
    private readonly Outbox _outbox = new();
    private long _epoch;
    private PrefillInstanceCore? _prefill;
    private DecodeInstanceCore? _decode;
    private ServingInstanceFacts? _shown;

    private PartId Id => PartId.Parse(this.GetPrimaryKeyString().Split('/')[^1]);

    private string Service => this.GetPrimaryKeyString()[..^(Id.ToString().Length + 1)];

    private ServingInstanceFacts? Facts =>
        _prefill is { } prefill ? ServingInstanceFacts.Of(Service, Id, prefill)
        : _decode is { } decode ? ServingInstanceFacts.Of(Service, Id, decode)
        : null;

    public async Task Open(long epoch, ServingOptions service, TokenNews news)
    {
        _epoch = epoch;
        var (id, terms) = (Id, new ServingTerms(ServingSpecReader.Read(service)));
        var hosted = await times.GetAsync(terms.Spec);
        _prefill = id.Kind == PartKind.Prefill ? new PrefillInstanceCore(id, terms.Prefill(hosted.Prefill)) : null;
        _decode = id.Kind == PartKind.Decode ? new DecodeInstanceCore(id, terms.Decode(hosted.Decode, news)) : null;
        _shown = null;
        Show();
    }

    public async Task<byte[]> Handle(long epoch, VirtualTime now, byte[] message)
    {
        var (core, said) = (CoreOf(epoch), ServingMessages.Read(message));

        // What takes long is the first look at a new kind of batch; the grain answers others meanwhile.
        await OffTurn.RunAsync(() => Handle(core, said, now));
        Show();
        return ServingMessages.Write(_outbox.Sent);
    }

    public async Task CatchUp(long epoch, byte[] letters)
    {
        var (core, told) = (CoreOf(epoch), new Outbox());
        ServingMessages.Read(letters, told);
        await OffTurn.RunAsync(() =>
        {
            foreach (var (_, at, message) in told.Sent)
            {
                Handle(core, message, at);
            }
        });
        Show();
    }

    public Task<byte[]> GetTotals() => Task.FromResult(
        _prefill is { } prefill ? Documents.Write(prefill.Totals)
        : _decode is { } decode ? Documents.Write(decode.Totals)
        : throw new PartLostException());

    public Task Close(long epoch)
    {
        if (epoch == _epoch)
        {
            (_prefill, _decode) = (null, null);
            Show();
        }

        return Task.CompletedTask;
    }

    public Task<ServingInstanceState> GetState()
    {
        var (name, silo) = (Id.ToString(), layout.Local.ToString());
        return Task.FromResult(Facts is { } facts
            ? new ServingInstanceState(
                name,
                silo,
                facts.Busy,
                facts.Batches,
                facts.Tokens,
                facts.KvBlocksUsed,
                facts.KvBlocksUsed + facts.KvBlocksFree)
            : new ServingInstanceState(name, silo, VirtualDuration.Zero, 0, 0, 0, 0));
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        Close(_epoch);

    private void Show()
    {
        if (Facts is { } facts)
        {
            meter.Show(_shown, facts);
            _shown = facts;
        }
        else if (_shown is { } shown)
        {
            meter.Board.Take(shown);
        }
    }

    private IServingPart CoreOf(long epoch) =>
        (epoch == _epoch ? (IServingPart?)_prefill ?? _decode : null) ?? throw new PartLostException();

    private void Handle(IServingPart core, IServingMessage message, VirtualTime now)
    {
        _outbox.Clear();
        core.Handle(message, now, _outbox);
    }
}
