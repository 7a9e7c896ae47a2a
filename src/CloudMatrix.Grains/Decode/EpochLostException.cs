namespace CloudMatrix.Grains;

/// <summary>An epoch cannot go on, because a silo was lost or is not ready; the step is run again in another.</summary>
/// <param name="message">What was lost.</param>
/// <param name="inner">How that was found out.</param>
internal sealed class EpochLostException(string message, Exception? inner = null) : Exception(message, inner);
