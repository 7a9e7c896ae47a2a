using System.CommandLine;

namespace CloudMatrix.Commands;

/// <summary>The command line that decodes in its own process, and greets whoever names no verb.</summary>
/// <param name="engine">What runs a decode.</param>
public sealed class EmbeddedProgram(IDecodeEngine engine) : IProgram
{
    private const string Greeting =
        """
        cloudmatrix: a CloudMatrix384 supernode that prefills and decodes, to size a deployment before there is one.

          decode      Time per token, throughput, stages, memory and load of a decode instance.
          prefill     Time, throughput, stages, memory and load of a batch of prompts on a prefill instance.
          cache       What a trace's prompts find in the pooled memory, and what the pool does for models.
          generate    Text of a real model, every token through the expert shards.
          operator    Latency and bandwidth of dispatch, combine, gemm or mla alone.
          topology    What a machine is made of, and what is left of it when parts are down.
          trace       Request traces: what they ask for, and new ones.
          verify      A checkpoint, computed here, against what its makers' implementation computed.
          accuracy    How many questions of its benchmark a checkpoint answers exactly, by precision.
          quantize    A checkpoint with its large matrices rounded to 8 bits.
          outliers    A checkpoint made hard to round, that computes the same.

        Try this first:

          cloudmatrix decode --batch 8

        Every verb explains itself: cloudmatrix decode --help

        """;

    /// <inheritdoc/>
    public string Name => "cloudmatrix";

    /// <inheritdoc/>
    public string Description =>
        "A CloudMatrix384 supernode that prefills and decodes, to size a deployment before there is one.";

    /// <inheritdoc/>
    public void AddTo(Command root)
    {
    }

    /// <inheritdoc/>
    public IDecodeEngine OpenEngine(ParseResult parse) => engine;

    /// <inheritdoc/>
    public IServingEngine OpenServingEngine(ParseResult parse) => new EmbeddedServingEngine();

    /// <inheritdoc/>
    public Task<int> RunBareAsync(ParseResult parse, Terminal terminal, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(terminal);
        terminal.Output.Write(Greeting);
        return Task.FromResult(ExitCode.Done);
    }
}
