using Microsoft.Extensions.Logging;

namespace CloudMatrix.Hosting;

internal sealed partial class HttpSurface
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Health, metrics and state are at {Address}.")]
    private partial void LogListening(Uri address);

    [LoggerMessage(Level = LogLevel.Information, Message = "The silo is asked to stop, and not ready from now on.")]
    private partial void LogLeaving();
}
