namespace CloudMatrix.Commands;

/// <summary>A count that the user gives or leaves to the program.</summary>
/// <param name="Count">Null for <c>auto</c>.</param>
internal readonly record struct CountOrAuto(int? Count);
