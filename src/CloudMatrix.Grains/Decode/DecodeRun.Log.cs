using Microsoft.Extensions.Logging;

namespace CloudMatrix.Grains;

internal sealed partial class DecodeRun
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Instance {Instance} lost a host after step {Step} and begins the next one again: {Reason}.")]
    private static partial void LogHostLost(ILogger logger, string instance, long step, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The decode of instance {Instance} could not go on.")]
    private static partial void LogFailed(ILogger logger, Exception exception, string instance);
}
