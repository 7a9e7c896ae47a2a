namespace CloudMatrix.Grains;

/// <summary>
/// A run cannot go on as it is, because a silo was lost, is not ready or cannot be reached; it goes on without it, or
/// when it is back.
/// </summary>
/// <param name="message">What was lost.</param>
/// <param name="inner">How that was found out.</param>
internal sealed class HostLostException(string message, Exception? inner = null) : Exception(message, inner);
