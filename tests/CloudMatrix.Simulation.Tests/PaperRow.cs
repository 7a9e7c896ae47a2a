namespace CloudMatrix.Simulation.Tests;

/// <summary>Holds a figure against a published one.</summary>
internal static class PaperRow
{
    /// <param name="published">The paper's figure.</param>
    /// <param name="actual">Ours.</param>
    /// <param name="tolerance">Allowed relative error.</param>
    public static void Within(double published, double actual, double tolerance)
    {
        var error = (actual / published) - 1;
        Assert.True(Math.Abs(error) <= tolerance, $"published {published}, here {actual:F2}: {error:P1} off");
    }
}
