namespace CloudMatrix.Numerics.Tests;

/// <summary>The order of float sums, one number at a time and without vectors.</summary>
internal static class ReferenceLanes
{
    private const int Lanes = 8;

    public static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var lanes = new float[Lanes];
        for (var k = 0; k < left.Length; k++)
        {
            lanes[k % Lanes] = MathF.FusedMultiplyAdd(left[k], right[k], lanes[k % Lanes]);
        }

        return Tree(lanes);
    }

    public static float Sum(ReadOnlySpan<float> numbers)
    {
        var lanes = new float[Lanes];
        for (var k = 0; k < numbers.Length; k++)
        {
            lanes[k % Lanes] += numbers[k];
        }

        return Tree(lanes);
    }

    private static float Tree(float[] lanes)
    {
        for (var apart = Lanes / 2; apart > 0; apart /= 2)
        {
            for (var lane = 0; lane < apart; lane++)
            {
                lanes[lane] += lanes[lane + apart];
            }
        }

        return lanes[0];
    }
}
