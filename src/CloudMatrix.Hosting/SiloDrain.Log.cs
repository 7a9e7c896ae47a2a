using Microsoft.Extensions.Logging;

namespace CloudMatrix.Hosting;

internal sealed partial class SiloDrain
{
    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The silo leaves: {SiloCount} others take over what it does at the next step boundary.")]
    private static partial void LogLeaving(ILogger logger, int siloCount);

    [LoggerMessage(Level = LogLevel.Information, Message = "The others have taken over what the silo did.")]
    private static partial void LogLeft(ILogger logger);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The silo leaves before the others have taken over all that it did: they begin a step again.")]
    private static partial void LogNotLeft(ILogger logger, Exception exception);
}
