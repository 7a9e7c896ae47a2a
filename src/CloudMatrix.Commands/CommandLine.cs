using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using CloudMatrix.Model;

namespace CloudMatrix.Commands;

/// <summary>The command line: verbs and reports, for whatever program has them.</summary>
public static class CommandLine
{
    /// <summary>Does what the arguments say.</summary>
    /// <param name="arguments">As the shell gives them, without the program's name.</param>
    /// <param name="program">What runs its decodes, and what it does without a verb.</param>
    /// <param name="terminal">Where results and diagnostics go.</param>
    /// <param name="cancellation">Cancelled when the user interrupts.</param>
    /// <returns>
    /// The exit code: 0 done, 1 a check found its bar missed, 2 something the user wrote cannot be used, 69 the cluster
    /// is gone, 70 a defect of this program, 74 a file could not be written, 130 interrupted.
    /// </returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments,
        IProgram program,
        Terminal terminal,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(terminal);
        try
        {
            var parse = new RootVerb(program, terminal).ToCommand().Parse(arguments, new ParserConfiguration
            {
                EnablePosixBundling = false,
                ResponseFileTokenReplacer = null,
            });
            return await RunAsync(parse, terminal, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            var (exitCode, message) = Explain(exception, cancellation);
            await terminal.Error.WriteLineAsync(message).ConfigureAwait(false);
            return exitCode;
        }
    }

    private static (int ExitCode, string Message) Explain(Exception exception, CancellationToken cancellation) =>
        exception switch
        {
            ConfigurationException => (ExitCode.Misuse, exception.Message),
            ClusterLostException => (ExitCode.Unavailable, exception.Message),
            OperationCanceledException when cancellation.IsCancellationRequested =>
                (ExitCode.Interrupted, "Interrupted; nothing was written."),
            IOException or UnauthorizedAccessException => (ExitCode.InputOutput, exception.Message),
            InvariantViolationException => (ExitCode.Defect, $"A defect of this program: {exception.Message}"),
            _ => (ExitCode.Defect, $"A defect of this program: {exception}"),
        };

    private static async Task<int> RunAsync(ParseResult parse, Terminal terminal, CancellationToken cancellation)
    {
        // Of a command that could not be parsed the verb itself tells all faults, those of its values too.
        if (parse is { Action: ParseErrorAction, CommandResult.Command.Action: AsynchronousCommandLineAction verb })
        {
            return await verb.InvokeAsync(parse, cancellation).ConfigureAwait(false);
        }

        var configuration = new InvocationConfiguration
        {
            Output = terminal.Output,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        var exitCode = await parse.InvokeAsync(configuration, cancellation).ConfigureAwait(false);
        if (parse.Action is HelpAction)
        {
            await terminal.Output.WriteAsync(Examples.Of(parse.CommandResult)).ConfigureAwait(false);
        }

        return exitCode;
    }
}
