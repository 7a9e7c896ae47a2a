using Microsoft.Extensions.Logging;

namespace CloudMatrix.Grains;

internal sealed partial class PlanRun
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A plan lost a silo; what it was trying is tried by others: {Reason}.")]
    private static partial void LogSiloLost(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A plan could not go on.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
