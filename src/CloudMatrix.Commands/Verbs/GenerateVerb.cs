using System.CommandLine;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary><c>generate</c>: the texts of a real model, through the expert shards of an instance.</summary>
internal sealed class GenerateVerb(IProgram program, Terminal terminal)
{
    private readonly GenerateArguments _arguments = new();

    /// <summary>The verb with its options.</summary>
    public Command ToCommand()
    {
        var command = new Command(
            "generate", "Text of a real model: every token through the instance's expert shards, as it comes.");
        _arguments.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        var (request, engine) = _arguments.Read(parse, program);
        var progress = new ProgressDisplay(terminal, "Mapping the checkpoint", "Generating, text");
        var printer = new GenerationPrinter(terminal, request, progress);
        var run = engine.GenerateAsync(request.Spec, printer, cancellation).WaitAsync(cancellation);

        // A text that appears word by word needs no other sign of progress.
        var outcome = await (printer.Streams ? run : progress.ShowUntilAsync(run)).ConfigureAwait(false);
        var pricedAs = await PriceAsync(engine, request, outcome.Report, cancellation).ConfigureAwait(false);
        printer.Finish(
            new GenerationDocument(outcome.Report, pricedAs), GenerationFacts.Of(engine, outcome));
        return ExitCode.Done;
    }

    private async Task<PricedShape?> PriceAsync(
        IDecodeEngine engine, GenerateRequest request, GenerationReport report, CancellationToken cancellation)
    {
        if (request.PriceAs is not { } options)
        {
            return null;
        }

        var spec = DecodeSpecReader.Read(options with { Acceptance = report.Acceptance ?? options.Acceptance });
        var progress = new ProgressDisplay(terminal, "Pricing");
        var run = engine.RunAsync(new DecodeJob(spec, []), progress, cancellation);
        var outcome = await progress.ShowUntilAsync(run.WaitAsync(cancellation)).ConfigureAwait(false);
        var prompts = request.Spec.Prompts.Take(spec.RequestCount).Select(prompt => prompt.Length);
        return new PricedShape(FirstTokens.TtftMs(spec.Options, prompts), outcome.Report);
    }
}
