using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// Who has a place and memory on which die of a decode instance, and who waits for them: first come, first served.
/// </summary>
/// <remarks>A request takes blocks for all that it may come to, so that none has to leave once it is in.</remarks>
internal sealed class DecodePlaces
{
    private readonly PartId _id;
    private readonly DecodeTerms _terms;
    private readonly ImmutableArray<HbmBlocks> _blocks;
    private readonly int[] _requests;
    private readonly Dictionary<Attempt, (RankId Rank, long Blocks, ToDecode.Reserve Ask)> _held = [];
    private readonly LinkedList<ToDecode.Reserve> _waiting = [];

    /// <summary>All places are free.</summary>
    public DecodePlaces(PartId id, DecodeTerms terms)
    {
        _id = id;
        _terms = terms;
        _blocks = [.. terms.KvBlocks.Select(blocks => new HbmBlocks(blocks))];
        _requests = new int[_blocks.Length];
    }

    /// <summary>Memory by die.</summary>
    public ImmutableArray<HbmBlocks> Blocks => _blocks;

    /// <summary>Blocks of all requests that have a place, counted request by request.</summary>
    public long HeldBlocks => _held.Values.Sum(held => held.Blocks);

    /// <summary>Requests that have a place.</summary>
    public int Taken => _held.Count;

    /// <summary>Requests that wait for one.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Whether nobody has or wants a place.</summary>
    public bool IsEmpty => _held.Count == 0 && _waiting.Count == 0;

    /// <summary>A request needs a place.</summary>
    public void Ask(ToDecode.Reserve ask) => _waiting.AddLast(ask);

    /// <summary>Gives the longest waiting request a place, if a die has one.</summary>
    /// <param name="attempt">The request.</param>
    /// <param name="rank">Its die.</param>
    public bool TryAdmit(out Attempt attempt, out RankId rank)
    {
        (attempt, rank) = (default, default);
        if (_waiting.First is not { Value: var ask })
        {
            return false;
        }

        var blocks = HbmBlocks.Of(ask.Tokens);
        if (Emptiest(blocks) is not { } die)
        {
            return false;
        }

        _waiting.RemoveFirst();
        (attempt, rank) = (ask.Attempt, new RankId(die));
        _blocks[die].Take(blocks, _id);
        _requests[die]++;
        _held.Add(attempt, (rank, blocks, ask));
        return true;
    }

    /// <summary>What a request asked for, and its die; null where it has no place.</summary>
    public (RankId Rank, ToDecode.Reserve Ask)? Find(Attempt attempt) =>
        _held.TryGetValue(attempt, out var held) ? (held.Rank, held.Ask) : null;

    /// <summary>A request neither has nor wants a place any more.</summary>
    public void Release(Attempt attempt)
    {
        if (_held.Remove(attempt, out var held))
        {
            _blocks[held.Rank.Index].Give(held.Blocks, _id);
            _requests[held.Rank.Index]--;
        }
        else if (_waiting.FirstOrDefault(ask => ask.Attempt == attempt) is { } ask)
        {
            _waiting.Remove(ask);
        }
    }

    /// <summary>Requests with a place on some dies, in order.</summary>
    public IReadOnlyList<Attempt> On(RankId first, RankId end) =>
        [.. _held.Where(held => held.Value.Rank.Index >= first.Index && held.Value.Rank.Index < end.Index)
            .Select(held => held.Key).OrderBy(attempt => attempt.Request)];

    /// <summary>Nobody waits any more.</summary>
    /// <returns>Those who did, in the order in which they came.</returns>
    public IReadOnlyList<Attempt> DropWaiting()
    {
        var waited = _waiting.Select(ask => ask.Attempt).ToList();
        _waiting.Clear();
        return waited;
    }

    // The die with the fewest requests, then with the most memory, then the first.
    private int? Emptiest(long blocks)
    {
        int? best = null;
        for (var die = 0; die < _requests.Length; die++)
        {
            if (_requests[die] < _terms.RequestsPerDie && _blocks[die].Free >= blocks
                && (best is not { } other || IsEmptier(die, other)))
            {
                best = die;
            }
        }

        return best;
    }

    private bool IsEmptier(int die, int other) => _requests[die] != _requests[other]
        ? _requests[die] < _requests[other]
        : _blocks[die].Free > _blocks[other].Free;
}
