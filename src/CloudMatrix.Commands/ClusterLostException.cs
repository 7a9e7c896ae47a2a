namespace CloudMatrix.Commands;

/// <summary>
/// The cluster that a program works with cannot be reached, or is gone; it is no fault of the program.
/// </summary>
/// <param name="message">One sentence for whoever runs the program.</param>
public sealed class ClusterLostException(string message) : Exception(message);
