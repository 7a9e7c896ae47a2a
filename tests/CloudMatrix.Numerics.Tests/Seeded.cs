using CloudMatrix.Model;

namespace CloudMatrix.Numerics.Tests;

/// <summary>Seeded numbers of different magnitudes.</summary>
internal static class Seeded
{
    public static float[] Numbers(int count, string purpose)
    {
        var stream = SeededStream.Derive(1, purpose, count);
        var numbers = new float[count];
        for (var i = 0; i < count; i++)
        {
            numbers[i] = (float)(stream.NextNormal() * Math.Pow(2, stream.NextBelow(12)));
        }

        return numbers;
    }
}
