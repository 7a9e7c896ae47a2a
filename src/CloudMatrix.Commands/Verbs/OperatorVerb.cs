using System.CommandLine;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary><c>operator</c>: runs or prices one operator alone, as operator benchmarks do.</summary>
internal sealed class OperatorVerb(Terminal terminal)
{
    /// <summary>The verb with one verb for each operator.</summary>
    public Command ToCommand()
    {
        var command = new Command("operator", "One operator alone: latency, bandwidth, utilization.")
        {
            new ExchangeVerb("dispatch", ExchangeTrial.Dispatch, terminal).ToCommand(),
            new ExchangeVerb("combine", ExchangeTrial.Combine, terminal).ToCommand(),
            new GemmVerb(terminal).ToCommand(),
            new MlaVerb(terminal).ToCommand(),
        };
        command.SetAction((parse, _) => RefuseAsync(parse));
        return command;
    }

    private static Task<int> RefuseAsync(ParseResult parse)
    {
        new CommandFaults(parse).ThrowIfAny();
        throw new ConfigurationException(["operator: say which one: dispatch, combine, gemm or mla."]);
    }
}
