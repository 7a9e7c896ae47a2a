namespace CloudMatrix.Simulation;

/// <summary>Packs weighted items into packs of fixed sizes so that the heaviest pack stays light.</summary>
internal static class BalancedPacking
{
    /// <summary>Puts each item, heaviest first, on the lightest pack with room; ties go to the first.</summary>
    /// <param name="weights">The weight of each item, finite [items].</param>
    /// <param name="packSizes">How many items each pack takes; they sum to the number of items [packs].</param>
    /// <returns>The items, pack after pack, those of a pack in the order in which they came to it [items].</returns>
    public static int[] Pack(float[] weights, int[] packSizes)
    {
        var items = Enumerable.Range(0, weights.Length);
        if (packSizes.All(size => size <= 1))
        {
            // Nothing can be balanced with packs of one, so the items stay in order.
            return [.. items];
        }

        var packs = Array.ConvertAll(packSizes, size => new List<int>(size));

        // A pack without room weighs more than any that has some.
        var packWeights = Array.ConvertAll(packSizes, size => size > 0 ? 0 : float.PositiveInfinity);
        foreach (var item in items.OrderByDescending(item => weights[item]))
        {
            var lightest = Array.IndexOf(packWeights, packWeights.Min());
            packs[lightest].Add(item);
            packWeights[lightest] = packs[lightest].Count < packSizes[lightest]
                ? packWeights[lightest] + weights[item]
                : float.PositiveInfinity;
        }

        return [.. packs.SelectMany(pack => pack)];
    }
}
