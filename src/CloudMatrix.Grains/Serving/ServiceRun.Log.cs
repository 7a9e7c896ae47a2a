using Microsoft.Extensions.Logging;

namespace CloudMatrix.Grains;

internal sealed partial class ServiceRun
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Service {Service} lost a host and begins its replay again: {Reason}.")]
    private static partial void LogHostLost(ILogger logger, string service, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Service {Service} could not go on.")]
    private static partial void LogFailed(ILogger logger, Exception exception, string service);
}
