namespace CloudMatrix.Model;

/// <summary>How much of a port is up, as an exact fraction.</summary>
/// <param name="Up">Lanes that are up, weighted where a lane's own uplinks are partly down.</param>
/// <param name="Total">Lanes there are, with the same weight; 0 where there is no such port.</param>
public readonly record struct LaneShare(int Up, int Total)
{
    /// <summary>From 0 to 1; exactly 1 where all is up.</summary>
    public double Value => Total == 0 ? 0 : (double)Up / Total;

    /// <summary>What is left of a bandwidth that was measured with all lanes up.</summary>
    public BytesPerSecond Of(BytesPerSecond bandwidth) => new(bandwidth.Value * Value);

    /// <summary>E.g. "6/7".</summary>
    public override string ToString() => $"{Up}/{Total}";
}
