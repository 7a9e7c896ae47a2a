using CloudMatrix.Simulation;

namespace CloudMatrix.Commands.Tests;

/// <summary>An engine that does what a test says instead of decoding.</summary>
internal sealed class StubEngine(Func<CancellationToken, Task<DecodeOutcome>> run) : IDecodeEngine
{
    public string Name => "stub";

    public Task<DecodeOutcome> RunAsync(
        DecodeJob job, IProgress<DecodeProgress> progress, CancellationToken cancellation) => run(cancellation);

    public Task<GenerationOutcome> GenerateAsync(
        GenerationSpec spec, IProgress<GenerationProgress> progress, CancellationToken cancellation) =>
        throw new NotSupportedException();
}
