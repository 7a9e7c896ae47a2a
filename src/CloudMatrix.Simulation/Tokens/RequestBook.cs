using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// Who is in the batch, who waits, and what each request has generated: all that a generation carries from one step to
/// the next. Requests take free places in their order, between steps.
/// </summary>
internal sealed class RequestBook
{
    private const int Nobody = -1;

    private readonly GenerationSpec _spec;
    private readonly int[] _requestOfPlace;
    private readonly RequestProgress[] _requests;
    private int _waitingFrom;

    /// <summary>Everybody waits.</summary>
    public RequestBook(GenerationSpec spec)
    {
        _spec = spec;
        _requestOfPlace = new int[spec.Decode.RequestCount];
        _requestOfPlace.AsSpan().Fill(Nobody);
        _requests = [.. spec.Prompts.Select(_ => new RequestProgress())];
    }

    /// <summary>Whether all texts have ended.</summary>
    public bool IsOver => _waitingFrom == _requests.Length && _requestOfPlace.All(request => request == Nobody);

    /// <summary>Requests that wait for a place.</summary>
    public int Waiting => _requests.Length - _waitingFrom;

    /// <summary>All requests, in their order.</summary>
    public IReadOnlyList<RequestProgress> Requests => _requests;

    /// <summary>Those in the batch, with what they generated: what another host admits to go on.</summary>
    public ImmutableArray<Admission> Admitted =>
    [
        .. _requestOfPlace.Index()
            .Where(pair => pair.Item != Nobody)
            .Select(pair => new Admission(pair.Index, pair.Item, [.. _requests[pair.Item].Tokens])),
    ];

    /// <summary>Those who wait take the free places, in order.</summary>
    /// <param name="now">When the next step starts.</param>
    public ImmutableArray<Admission> AdmitWaiting(VirtualTime now)
    {
        var admissions = ImmutableArray.CreateBuilder<Admission>();
        for (var place = 0; place < _requestOfPlace.Length && _waitingFrom < _requests.Length; place++)
        {
            if (_requestOfPlace[place] == Nobody)
            {
                _requestOfPlace[place] = _waitingFrom;
                _requests[_waitingFrom].AdmittedAt = now;
                admissions.Add(new Admission(place, _waitingFrom++, []));
            }
        }

        return admissions.ToImmutable();
    }

    /// <summary>Takes what a step brought; the places of texts that have ended are free.</summary>
    /// <param name="outcomes">Of every place that is taken, in any order.</param>
    /// <param name="now">When the step ended.</param>
    public void Take(IEnumerable<RequestOutcome> outcomes, VirtualTime now)
    {
        foreach (var outcome in outcomes)
        {
            var progress = _requests[_requestOfPlace[outcome.Place]];
            progress.Take(outcome, now);
            if (_spec.IsOver(progress.Tokens.Count, progress.Tokens[^1]))
            {
                _requestOfPlace[outcome.Place] = Nobody;
            }
        }
    }

    /// <summary>The request at a place that is taken.</summary>
    public int RequestAt(int place) => _requestOfPlace[place];

    /// <summary>For another host.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(_waitingFrom);
        Array.ForEach(_requestOfPlace, writer.Write);
        foreach (var request in _requests[.._waitingFrom])
        {
            request.Write(writer);
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    public static RequestBook Read(GenerationSpec spec, byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var book = new RequestBook(spec) { _waitingFrom = reader.ReadInt32() };
        for (var place = 0; place < book._requestOfPlace.Length; place++)
        {
            book._requestOfPlace[place] = reader.ReadInt32();
        }

        for (var request = 0; request < book._waitingFrom; request++)
        {
            book._requests[request] = RequestProgress.Read(reader);
        }

        return book;
    }
}
