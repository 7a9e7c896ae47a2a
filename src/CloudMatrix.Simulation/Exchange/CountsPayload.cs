using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Rows without content: a run that only prices.</summary>
internal readonly struct CountsPayload : IRowPayload
{
    public static bool CarriesRows => false;

    public void Send(RankId source, int microbatch, ReadOnlySpan<ushort> rows)
    {
    }

    public void Receive(SlotId slot, RankId source, ReadOnlySpan<ushort> rows)
    {
    }

    public void Compute(SlotId slot, int microbatch)
    {
    }

    public void Sum(RankId source, int microbatch)
    {
    }
}
