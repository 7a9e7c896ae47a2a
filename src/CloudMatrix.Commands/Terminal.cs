using Spectre.Console;

namespace CloudMatrix.Commands;

/// <summary>Where a command writes: results to one stream, everything else to the other.</summary>
/// <param name="Output">Results, and nothing but results.</param>
/// <param name="Error">Progress and diagnostics.</param>
public sealed record Terminal(TextWriter Output, TextWriter Error)
{
    /// <summary>Columns of text where nobody looks.</summary>
    internal const int PlainWidth = 100;

    /// <summary>Whether a person sees <see cref="Output"/>, so that colours and its width make sense.</summary>
    public bool ShowsOutput { get; init; }

    /// <summary>Whether a person sees <see cref="Error"/>, so that a moving progress bar makes sense.</summary>
    public bool ShowsError { get; init; }

    /// <summary>The streams of this process.</summary>
    public static Terminal OfProcess() => new(Console.Out, Console.Error)
    {
        ShowsOutput = !Console.IsOutputRedirected,
        ShowsError = !Console.IsErrorRedirected,
    };

    /// <summary>A console on <see cref="Error"/>.</summary>
    internal IAnsiConsole ErrorConsole() => ConsoleOf(Error, ShowsError);

    /// <summary>Draws on <see cref="Output"/>.</summary>
    internal void Draw(Action<IAnsiConsole> draw)
    {
        if (ShowsOutput)
        {
            draw(ConsoleOf(Output, ShowsOutput));
            return;
        }

        using var drawing = new StringWriter();
        draw(ConsoleOf(drawing, ShowsOutput));
        foreach (var line in drawing.ToString().TrimEnd().Split(drawing.NewLine))
        {
            // What is drawn is padded to a rectangle.
            Output.Write($"{line.TrimEnd()}\n");
        }
    }

    // Where nobody looks the same bytes are written everywhere: no escape codes, and lines of one width.
    private static IAnsiConsole ConsoleOf(TextWriter writer, bool isSeen)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isSeen ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isSeen ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isSeen ? InteractionSupport.Detect : InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Capabilities.Unicode = true;
        console.Profile.Width = isSeen ? console.Profile.Width : PlainWidth;
        return console;
    }
}
