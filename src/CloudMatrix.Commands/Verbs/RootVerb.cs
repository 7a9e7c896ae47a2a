using System.CommandLine;
using System.CommandLine.Help;

namespace CloudMatrix.Commands;

/// <summary>A program's verbs, and what it does without one.</summary>
internal sealed class RootVerb(IProgram program, Terminal terminal)
{
    /// <summary>The root of all verbs.</summary>
    public Command ToCommand()
    {
        // Not a RootCommand, which is named after whatever process hosts it.
        var root = new Command(program.Name, program.Description)
        {
            new HelpOption { Description = "Show this help.", Action = HelpOf(terminal) },
            new VersionOption { Description = "Show the version." },
            new DecodeVerb(program, terminal).ToCommand(),
            new PrefillVerb(terminal).ToCommand(),
            new CacheVerb(terminal).ToCommand(),
            new ReplayVerb(program, terminal).ToCommand(),
            new PlanVerb(program, terminal).ToCommand(),
            new GenerateVerb(program, terminal).ToCommand(),
            new OperatorVerb(terminal).ToCommand(),
            new TopologyVerb(terminal).ToCommand(),
            new TraceVerb(terminal).ToCommand(),
            new VerifyVerb(terminal).ToCommand(),
            new AccuracyVerb(terminal).ToCommand(),
            new QuantizeVerb(terminal).ToCommand(),
            new OutliersVerb(terminal).ToCommand(),
        };
        program.AddTo(root);
        root.SetAction(RunBareAsync);
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

    private Task<int> RunBareAsync(ParseResult parse, CancellationToken cancellation)
    {
        new CommandFaults(parse).ThrowIfAny();
        return program.RunBareAsync(parse, terminal, cancellation);
    }
}
