using System.CommandLine;
using System.CommandLine.Help;

namespace CloudMatrix.Commands;

/// <summary>The program without a verb: says what it can do, and what to try first.</summary>
internal sealed class RootVerb(IDecodeEngine engine, Terminal terminal)
{
    private const string Greeting =
        """
        cloudmatrix: a CloudMatrix384 supernode that decodes, to size a deployment before there is one.

          decode      Time per token, throughput, stages, memory and load of a decode instance.
          operator    Latency and bandwidth of dispatch, combine, gemm or mla alone.
          topology    What a machine is made of, and what is left of it when parts are down.
          verify      A checkpoint, computed here, against what its makers' implementation computed.

        Try this first:

          cloudmatrix decode --batch 8

        Every verb explains itself: cloudmatrix decode --help

        """;

    /// <summary>The root of all verbs.</summary>
    public Command ToCommand()
    {
        // Not a RootCommand, which is named after whatever process hosts it.
        var root = new Command(
            "cloudmatrix", "A CloudMatrix384 supernode that decodes, to size a deployment before there is one.")
        {
            new HelpOption { Description = "Show this help.", Action = HelpOf(terminal) },
            new VersionOption { Description = "Show the version." },
            new DecodeVerb(engine, terminal).ToCommand(),
            new OperatorVerb(terminal).ToCommand(),
            new TopologyVerb(terminal).ToCommand(),
            new VerifyVerb(terminal).ToCommand(),
        };
        root.SetAction((parse, _) => GreetAsync(parse));
        return root;
    }

    // Where nobody looks lines have the same width everywhere.
    private static HelpAction HelpOf(Terminal terminal)
    {
        var help = new HelpAction();
        if (!terminal.ShowsOutput)
        {
            help.MaxWidth = Terminal.PlainWidth;
        }

        return help;
    }

    private Task<int> GreetAsync(ParseResult parse)
    {
        new CommandFaults(parse).ThrowIfAny();
        terminal.Output.Write(Greeting);
        return Task.FromResult(ExitCode.Done);
    }
}
