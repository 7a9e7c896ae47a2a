using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

/// <summary>Services with times that one can work out.</summary>
internal static class Service
{
    /// <summary>300 requests in two minutes that share prefixes.</summary>
    public static Trace Shared { get; } = TraceGenerator.Generate(new TraceOptions
    {
        Requests = 300,
        Rate = 2.5,
        InputTokens = new LengthSpec(6_000, 1),
        OutputTokens = new LengthSpec(200, 1),
    });

    /// <summary>Serves a trace.</summary>
    public static ServingSession Run(ReplayOptions options)
    {
        var session = Start(options);
        session.Run();
        return session;
    }

    /// <summary>A service before its first request.</summary>
    public static ServingSession Start(ReplayOptions options) =>
        new(ReplaySpecReader.Read(options), new LinearTimes());

    /// <summary>A trace of prompts that share nothing.</summary>
    public static Trace TraceOf(params (double Seconds, int Input, int Output)[] requests) => new()
    {
        Format = TraceFormat.Azure,
        Requests = [.. requests.Select(request => new TraceRequest(
            VirtualTime.Zero + VirtualDuration.FromSeconds(request.Seconds), request.Input, request.Output, []))],
    };

    /// <summary>A trace of prompts with named blocks.</summary>
    public static Trace NamedTraceOf(params (double At, int Input, ImmutableArray<long> Blocks)[] requests) => new()
    {
        Format = TraceFormat.Mooncake,
        Requests = [.. requests.Select(request => new TraceRequest(
            VirtualTime.Zero + VirtualDuration.FromSeconds(request.At), request.Input, 10, request.Blocks))],
    };
}
