using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Hands out a tier's memory in huge pages, and cuts some of them for what is smaller.</summary>
/// <remarks>
/// <code>
/// block  = whole pages, and one slot for the rest       slot = the least that holds it; more than half: a page
/// page   = free, or part of a block, or cut into 2, 3, 4, 5, 6, 8 … 256 slots: a granularity
/// </code>
/// A page whose last slot is given back is free again, for blocks and for every granularity: that is how memory flows
/// between granularities. Pages need not lie side by side, since the NPUs' SDMA engines gather. Everything takes the
/// same few steps whatever is held. Source: arXiv:2506.12708 §4.4.1 names the parts; the sizes are ours.
/// </remarks>
/// <param name="capacity">Of which whole pages are used; null where nothing limits it.</param>
internal sealed class BlockAllocator(Bytes? capacity)
{
    /// <summary>A huge page.</summary>
    public const long PageSize = 2L << 20;

    // Slots of a page at each granularity: a block's rest fills nine tenths of its slot on average.
    private static readonly int[] SlotsPerPage = [2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64, 96, 128, 192, 256];

    // The granularity for what fits so many times into a page.
    private static readonly byte[] GranularityOf = [.. Enumerable.Range(0, SlotsPerPage[^1] + 1)
        .Select(times => (byte)Math.Max(0, Array.FindLastIndex(SlotsPerPage, slots => slots <= times)))];

    // Each granularity's cut pages with a free slot are a circle through its head, the entry of its own number.
    private CutPage[] _cuts = Heads();
    private int _cutsMade = SlotsPerPage.Length;
    private int? _spare;

    private long _wholePages;
    private long _cutPages;
    private long _slotBytes;

    /// <summary>Pages that it has; null where nothing limits it.</summary>
    public long? TotalPages { get; } = capacity?.Count / PageSize;

    /// <summary>Pages that nothing is in; null where nothing limits it.</summary>
    public long? FreePages { get; private set; } = capacity?.Count / PageSize;

    /// <summary>Bytes of all that is handed out, rounding included.</summary>
    public long TakenBytes => (_wholePages * PageSize) + _slotBytes;

    /// <summary>Free bytes in cut pages.</summary>
    public long FreeSlotBytes => (_cutPages * PageSize) - _slotBytes;

    /// <summary>Whether every page is free, part of a block, or cut.</summary>
    public bool IsConserved => TotalPages is null || FreePages + _wholePages + _cutPages == TotalPages;

    /// <summary>Takes memory for a block, all of it or none.</summary>
    /// <param name="size">Bytes, 0 or more.</param>
    /// <param name="place">Where it lies.</param>
    public bool TryTake(Bytes size, out BlockPlace place)
    {
        var (pages, granularity) = Measure(size);
        var isNewCut = granularity is { } of && _cuts[of].Next == of;
        if (FreePages < pages + (isNewCut ? 1 : 0))
        {
            place = default;
            return false;
        }

        _wholePages += pages;
        FreePages -= pages;
        place = new BlockPlace(pages, granularity is { } slot ? TakeSlot(slot) : null);
        return true;
    }

    /// <summary>Takes back what <see cref="TryTake"/> handed out.</summary>
    public void Give(BlockPlace place)
    {
        _wholePages -= place.Pages;
        FreePages += place.Pages;
        if (place.CutPage is { } cut)
        {
            GiveSlot(cut);
        }
    }

    private static (long Pages, int? Granularity) Measure(Bytes size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size.Count, nameof(size));
        var (pages, rest) = Math.DivRem(size.Count, PageSize);
        return rest == 0 ? (pages, null)
            : rest > PageSize / 2 ? (pages + 1, null)
            : (pages, GranularityOf[Math.Min(PageSize / rest, SlotsPerPage[^1])]);
    }

    private static CutPage[] Heads()
    {
        var heads = new CutPage[SlotsPerPage.Length * 2];
        for (var granularity = 0; granularity < SlotsPerPage.Length; granularity++)
        {
            heads[granularity] = new CutPage { Previous = granularity, Next = granularity };
        }

        return heads;
    }

    private static long SlotSize(int granularity) => PageSize / SlotsPerPage[granularity];

    private int TakeSlot(int granularity)
    {
        var page = _cuts[granularity].Next;
        if (page == granularity)
        {
            page = Cut(granularity);
        }

        if (--_cuts[page].FreeSlots == 0)
        {
            Unlink(page);
        }

        _slotBytes += SlotSize(granularity);
        return page;
    }

    private void GiveSlot(int page)
    {
        var granularity = _cuts[page].Granularity;
        _slotBytes -= SlotSize(granularity);
        if (_cuts[page].FreeSlots++ == 0)
        {
            Link(page, granularity);
        }

        if (_cuts[page].FreeSlots == SlotsPerPage[granularity])
        {
            Unlink(page);
            _cutPages--;
            FreePages++;
            _cuts[page].Next = _spare ?? page;
            _spare = page;
        }
    }

    private int Cut(int granularity)
    {
        var page = TakeRecord();
        _cuts[page] = new CutPage { Granularity = granularity, FreeSlots = SlotsPerPage[granularity] };
        Link(page, granularity);
        _cutPages++;
        FreePages--;
        return page;
    }

    // A spare record that is its own next is the last of them.
    private int TakeRecord()
    {
        if (_spare is { } page)
        {
            _spare = _cuts[page].Next == page ? null : _cuts[page].Next;
            return page;
        }

        if (_cutsMade == _cuts.Length)
        {
            Array.Resize(ref _cuts, _cuts.Length * 2);
        }

        return _cutsMade++;
    }

    private void Link(int page, int head)
    {
        var first = _cuts[head].Next;
        _cuts[page].Previous = head;
        _cuts[page].Next = first;
        _cuts[first].Previous = page;
        _cuts[head].Next = page;
    }

    private void Unlink(int page)
    {
        var (previous, next) = (_cuts[page].Previous, _cuts[page].Next);
        _cuts[previous].Next = next;
        _cuts[next].Previous = previous;
    }

    private struct CutPage
    {
        public int Granularity;
        public int FreeSlots;
        public int Previous;
        public int Next;
    }
}
