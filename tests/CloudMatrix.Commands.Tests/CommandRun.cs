using System.Text.Json;

namespace CloudMatrix.Commands.Tests;

/// <summary>What a command printed, run in this process.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    /// <summary>A decode that takes a blink.</summary>
    public const string SmallDecode = "decode --npus 16 --batch 8 --steps 1 --microbatches 1";

    public JsonElement Json => JsonElement.Parse(Output);

    /// <summary>The report's own bytes.</summary>
    public string Report => Json.GetProperty("report").GetRawText();

    public static Task<CommandRun> OfAsync(string line) => OfAsync(line, new EmbeddedDecodeEngine());

    public static async Task<CommandRun> OfAsync(
        string line, IDecodeEngine engine, CancellationToken cancellation = default)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var arguments = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var exitCode = await CommandLine.RunAsync(
            arguments, new EmbeddedProgram(engine), new Terminal(output, error), cancellation);
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }
}
