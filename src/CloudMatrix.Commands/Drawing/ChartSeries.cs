namespace CloudMatrix.Commands;

/// <summary>A line of a chart.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Colour">Its colour.</param>
/// <param name="Values">Where it goes, left to right.</param>
internal sealed record ChartSeries(string Name, Colour Colour, IReadOnlyList<(double X, double Y)> Values);
