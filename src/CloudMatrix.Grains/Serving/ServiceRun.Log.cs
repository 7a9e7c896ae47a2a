using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using Microsoft.Extensions.Logging;

namespace CloudMatrix.Grains;

internal sealed partial class ServiceRun
{
    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Service {Service} begins, {Life}, after {InputCount} inputs.")]
    private static partial void LogBegan(ILogger logger, string service, ServiceLife life, int inputCount);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Service {Service} leaves, {Life}, after {EndedCount} requests, at {Now} of virtual time.")]
    private static partial void LogEnded(
        ILogger logger, string service, ServiceLife life, int endedCount, VirtualTime now);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Service {Service} lost a host and does again what it had done: {Reason}.")]
    private static partial void LogHostLost(ILogger logger, string service, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Service {Service} could not go on.")]
    private static partial void LogFailed(ILogger logger, Exception exception, string service);
}
