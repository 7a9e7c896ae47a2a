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

    /// <summary>A command whose words may have blanks.</summary>
    public static Task<CommandRun> OfAsync(params string[] words) =>
        OfAsync(words, new EmbeddedDecodeEngine(), CancellationToken.None);

    public static Task<CommandRun> OfAsync(
        string line, IDecodeEngine engine, CancellationToken cancellation = default) =>
        OfAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), engine, cancellation);

    private static async Task<CommandRun> OfAsync(
        string[] words, IDecodeEngine engine, CancellationToken cancellation)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await CommandLine.RunAsync(
            words, new EmbeddedProgram(engine), new Terminal(output, error), cancellation);
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }
}
