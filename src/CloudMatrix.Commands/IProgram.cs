using System.CommandLine;
using CloudMatrix.Model;

namespace CloudMatrix.Commands;

/// <summary>
/// A program that has the verbs: what runs its decodes and services, and what it does without a verb.
/// </summary>
public interface IProgram
{
    /// <summary>What one types to run it, e.g. "cloudmatrix".</summary>
    string Name { get; }

    /// <summary>What it is, in one sentence.</summary>
    string Description { get; }

    /// <summary>Adds the options that it has with every verb and without one.</summary>
    void AddTo(Command root);

    /// <summary>Makes what runs decodes; it starts nothing yet.</summary>
    /// <param name="parse">What the user wrote.</param>
    /// <exception cref="ConfigurationException">All that is wrong with the program's own options.</exception>
    IDecodeEngine OpenEngine(ParseResult parse);

    /// <summary>Makes what serves traces and tries configurations; it starts nothing yet.</summary>
    /// <param name="parse">What the user wrote.</param>
    /// <exception cref="ConfigurationException">All that is wrong with the program's own options.</exception>
    IServingEngine OpenServingEngine(ParseResult parse);

    /// <summary>What the program does without a verb.</summary>
    /// <param name="parse">What the user wrote.</param>
    /// <param name="terminal">Where results and diagnostics go.</param>
    /// <param name="cancellation">Cancelled when the user interrupts.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="ConfigurationException">All that is wrong with the program's own options.</exception>
    Task<int> RunBareAsync(ParseResult parse, Terminal terminal, CancellationToken cancellation);
}
