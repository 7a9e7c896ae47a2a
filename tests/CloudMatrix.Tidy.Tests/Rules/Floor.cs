namespace CloudMatrix.Tidy.Tests;

/// <summary>One project of the house.</summary>
/// <param name="Project">The project's name.</param>
/// <param name="Height">How high it stands; it may stand on what is lower.</param>
/// <param name="HasOrleans">Whether it may know Orleans.</param>
internal sealed record Floor(string Project, int Height, bool HasOrleans = false);
