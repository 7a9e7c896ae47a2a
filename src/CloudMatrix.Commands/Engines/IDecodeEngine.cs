using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>
/// What runs a decode: verbs and reports know no more of an engine than this. Every engine gives the same report for
/// the same specification.
/// </summary>
public interface IDecodeEngine
{
    /// <summary>What the output calls it, e.g. "embedded".</summary>
    string Name { get; }

    /// <summary>Runs one step to warm up, forgets it, and runs the steps of the specification.</summary>
    /// <param name="job">What to run, and what to look at.</param>
    /// <param name="progress">Told of each step that has ended, on any thread.</param>
    /// <param name="cancellation">Ends the run at the next step.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    Task<DecodeOutcome> RunAsync(DecodeJob job, IProgress<DecodeProgress> progress, CancellationToken cancellation);

    /// <summary>Generates the texts of a real model.</summary>
    /// <param name="spec">What to generate.</param>
    /// <param name="progress">Told of what requests gain, in order, on any thread.</param>
    /// <param name="cancellation">Ends the run at the next step.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    /// <exception cref="ConfigurationException">The checkpoint cannot be loaded; holds all faults.</exception>
    Task<GenerationOutcome> GenerateAsync(
        GenerationSpec spec, IProgress<GenerationProgress> progress, CancellationToken cancellation);
}
