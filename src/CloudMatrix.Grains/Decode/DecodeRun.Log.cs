using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using Microsoft.Extensions.Logging;

namespace CloudMatrix.Grains;

internal sealed partial class DecodeRun
{
    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Instance {Instance} begins to decode {Model} on {NpuCount} NPUs, after step {Step}.")]
    private static partial void LogBegan(ILogger logger, string instance, string model, int npuCount, long step);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Instance {Instance} leaves its decode {Life} after step {Step}, at {Now} of virtual time.")]
    private static partial void LogEnded(
        ILogger logger, string instance, DecodeLife life, long step, VirtualTime now);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Instance {Instance} lost a host after step {Step} and begins the next one again: {Reason}.")]
    private static partial void LogHostLost(ILogger logger, string instance, long step, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The decode of instance {Instance} could not go on.")]
    private static partial void LogFailed(ILogger logger, Exception exception, string instance);
}
