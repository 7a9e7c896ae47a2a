using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>CombineCompute: vector cores sum the rows that came back for each token.</summary>
/// <remarks>
/// <code>
/// t = launch + (rows + 3 · tokens) · bytes / B      rows, shared expert and residual are read, the sum is written
/// </code>
/// bytes: of a BF16 row. Source: arXiv:2506.12708 §4.3.2.
/// </remarks>
public static class CombineComputeCost
{
    private const int RowsBesidePerToken = 3;

    /// <summary>The kernel's time; zero where there are no rows.</summary>
    /// <param name="format">Row sizes.</param>
    /// <param name="rows">Rows that came back.</param>
    /// <param name="tokens">Tokens that they sum to.</param>
    /// <param name="machine">Gives the memory bandwidth.</param>
    public static VirtualDuration Time(RowFormat format, int rows, int tokens, MachineSpec machine)
    {
        var moved = (rows + ((double)RowsBesidePerToken * tokens)) * format.Combine.Count;
        return rows == 0 ? VirtualDuration.Zero : OperatorWork.Moving(moved).TimeOn(machine);
    }
}
