using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// What travels with the rows of an exchange: nothing but their number (<see cref="CountsPayload"/>), or real
/// activations. Windows, schedule and prices are the same for both.
/// </summary>
internal interface IRowPayload
{
    /// <summary>Whether rows have content; where they have none, nobody is told of them one by one.</summary>
    static abstract bool CarriesRows { get; }

    /// <summary>A rank has grouped its microbatch by slot: write the rows that its tokens send.</summary>
    void Send(RankId source, int microbatch, ReadOnlySpan<ushort> rows);

    /// <summary>A shard has gathered its rows of one source: take them into its input.</summary>
    void Receive(SlotId slot, RankId source, ReadOnlySpan<ushort> rows);

    /// <summary>A shard has gathered all of its rows: compute, and answer each in place.</summary>
    void Compute(SlotId slot, int microbatch);

    /// <summary>All rows of a rank have been answered: sum them by token.</summary>
    void Sum(RankId source, int microbatch);
}
