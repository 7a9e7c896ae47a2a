namespace CloudMatrix.Simulation;

/// <summary>Where a die stands among the dies of its instance: dies of one node follow one another.</summary>
/// <param name="Die">The die's own number, its rank.</param>
/// <param name="NodeFirst">First die of its node.</param>
/// <param name="NodeEnd">One past the last die of its node.</param>
internal readonly record struct DieNeighbours(int Die, int NodeFirst, int NodeEnd)
{
    public static DieNeighbours Of(int die, int diesPerNode, int dies)
    {
        var first = die / diesPerNode * diesPerNode;
        return new DieNeighbours(die, first, Math.Min(first + diesPerNode, dies));
    }
}
