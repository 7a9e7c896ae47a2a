using System.Collections.Immutable;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>Prints generated texts: one as it comes, several when all have ended, or all as JSON.</summary>
/// <param name="terminal">Where.</param>
/// <param name="request">What was asked for.</param>
/// <param name="texts">Told how many texts have ended.</param>
internal sealed class GenerationPrinter(Terminal terminal, GenerateRequest request, IProgress<DecodeProgress> texts)
    : IProgress<GenerationProgress>
{
    private readonly int[] _lengths = new int[request.Prompts.Length];
    private readonly TextStream _stream = new(request.Tokenizer, request.Spec.EndTokens);
    private int _ended;
    private bool _hasBegun;

    /// <summary>Whether the text is printed as it comes.</summary>
    public bool Streams => request is { Json: false, Prompts.Length: 1 };

    /// <inheritdoc/>
    public void Report(GenerationProgress value)
    {
        if (Streams)
        {
            Begin();
            terminal.Output.Write(_stream.Append(value.Tokens));
            terminal.Output.Flush();
        }

        _lengths[value.Request] += value.Tokens.Length;
        if (request.Spec.IsOver(_lengths[value.Request], value.Tokens[^1]))
        {
            texts.Report(new DecodeProgress(++_ended, _lengths.Length));
        }
    }

    /// <summary>Prints what is left to print.</summary>
    public void Finish(GenerationDocument document, GenerationFacts facts)
    {
        var report = document.Generation with
        {
            Completions = [.. document.Generation.Completions.Select(text => text with { Text = TextOf(text) })],
        };
        if (request.Json)
        {
            JsonOutput.Write(terminal.Output, document with { Generation = report }, facts);
            return;
        }

        if (Streams)
        {
            terminal.Output.Write("\n\n");
        }
        else
        {
            PrintAll(report.Completions);
        }

        terminal.Draw(console => GenerationText.Write(console, document, facts));
    }

    private void Begin()
    {
        if (!_hasBegun)
        {
            terminal.Output.Write(request.Prompts[0]);
        }

        _hasBegun = true;
    }

    private void PrintAll(ImmutableArray<Completion> completions)
    {
        for (var i = 0; i < completions.Length; i++)
        {
            terminal.Output.Write($"{request.Prompts[i]}{completions[i].Text}\n");
        }

        terminal.Output.Write('\n');
    }

    private string TextOf(Completion text) =>
        new TextStream(request.Tokenizer, request.Spec.EndTokens).Append(text.Tokens);
}
