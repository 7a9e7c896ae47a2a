using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace CloudMatrix.Simulation;

/// <summary>The requests that a decode instance feeds in an iteration: continuous batching.</summary>
/// <param name="dies">Dies of the instance.</param>
internal sealed class DecodeBatch(int dies)
{
    private readonly List<DecodingRequest> _requests = [];
    private readonly int[] _requestsOf = new int[dies];
    private readonly long[] _kvTokensOf = new long[dies];

    /// <summary>Requests.</summary>
    public int Count => _requests.Count;

    /// <summary>What each die has to do.</summary>
    public DecodeLoad Load => new(_requestsOf, _kvTokensOf);

    /// <summary>A request joins, between iterations.</summary>
    public void Join(in DecodingRequest request)
    {
        _requests.Add(request);
        _requestsOf[request.Rank.Index]++;
        _kvTokensOf[request.Rank.Index] += request.Context;
    }

    /// <summary>An iteration ends: every request gains tokens, and those whose text is complete leave.</summary>
    /// <param name="terms">Says what is drafted and accepted.</param>
    /// <param name="ended">Takes those who leave.</param>
    /// <returns>Tokens gained by all.</returns>
    public long Advance(DecodeTerms terms, List<DecodingRequest> ended)
    {
        var tokens = 0L;
        var kept = 0;
        var requests = CollectionsMarshal.AsSpan(_requests);
        foreach (ref var request in requests)
        {
            var gained = request.Advance(terms.MtpLayers, terms.Acceptance);
            tokens += gained;
            _kvTokensOf[request.Rank.Index] += gained;
            if (request.Remaining > 0)
            {
                requests[kept++] = request;
            }
            else
            {
                ended.Add(request);
                Leave(request);
            }
        }

        _requests.RemoveRange(kept, _requests.Count - kept);
        return tokens;
    }

    /// <summary>Tokens generated so far for each request.</summary>
    public ImmutableArray<TextProgress> Progress =>
        [.. _requests.Select(request => new TextProgress(request.Attempt, request.Generated))];

    /// <summary>A request leaves before its text is complete.</summary>
    /// <returns>Tokens generated for it; null where it is not here.</returns>
    public int? Remove(Attempt attempt)
    {
        var place = _requests.FindIndex(request => request.Attempt == attempt);
        if (place < 0)
        {
            return null;
        }

        var request = _requests[place];
        _requests.RemoveAt(place);
        Leave(request);
        return request.Generated;
    }

    private void Leave(in DecodingRequest request)
    {
        _requestsOf[request.Rank.Index]--;
        _kvTokensOf[request.Rank.Index] -= request.Context;
    }
}
