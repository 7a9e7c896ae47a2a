using System.CommandLine;
using Spectre.Console;

namespace CloudMatrix.Commands;

/// <summary>The option that chooses between text for people and JSON for programs.</summary>
internal sealed class JsonArgument
{
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document instead of text." };

    /// <summary>Adds the option to a verb.</summary>
    public void AddTo(Command command) => command.Add(_json);

    /// <summary>Whether the user asks for JSON.</summary>
    public bool Read(ParseResult parse) => parse.GetValue(_json);

    /// <summary>Prints a report in the form that the user asks for.</summary>
    public void Print<T>(ParseResult parse, Terminal terminal, T report, Action<IAnsiConsole, T> writeText)
    {
        if (Read(parse))
        {
            JsonOutput.Write(terminal.Output, report);
        }
        else
        {
            terminal.Draw(console => writeText(console, report));
        }
    }
}
