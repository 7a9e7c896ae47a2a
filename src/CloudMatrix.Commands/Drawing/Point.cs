namespace CloudMatrix.Commands;

/// <summary>A place on the plot, in pixels from its upper left corner.</summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Downwards; of a text, its baseline.</param>
internal readonly record struct Point(double X, double Y);
