using System.Collections.Immutable;
using CloudMatrix.Model;
using CloudMatrix.Numerics;

namespace CloudMatrix.Simulation;

/// <summary>
/// Generates the texts of a real model in this process, step by step, through the expert shards of an instance.
/// </summary>
/// <example>
/// <code>
/// var options = new GenerationOptions { Checkpoint = "models/tiny-moe", Prompts = [[256, 49]] };
/// var spec = GenerationSpecReader.Read(options);
/// using var session = GenerationSession.Start(spec);
/// while (!session.IsOver)
/// {
///     session.RunStep();
/// }
///
/// Console.WriteLine(session.Report().Completions[0].Tokens.Length);
/// </code>
/// </example>
public sealed class GenerationSession : IDisposable
{
    private readonly GenerationSpec _spec;
    private readonly OperatingPoint _point;
    private readonly ParallelPhases _phases;
    private readonly ShardedModel _sharded;
    private readonly TokenPayload _payload;
    private readonly EmbeddedDecode _decode;
    private readonly RequestBook _book;
    private int _steps;

    private GenerationSession(GenerationSpec spec, OperatingPoint point, ParallelPhases phases, ShardedModel sharded)
    {
        _spec = spec;
        _point = point;
        _phases = phases;
        _sharded = sharded;
        _payload = new TokenPayload(
            spec, point, sharded, Enumerable.Range(0, spec.Decode.Dies).Select(die => new RankId(die)));
        _decode = new EmbeddedDecode(new DecodeRunSpec(spec.Decode, point), _payload, phases);
        _decode.Restart(_ => null);
        _book = new RequestBook(spec);
    }

    /// <summary>Threads that work on it.</summary>
    public int Workers => _phases.Workers;

    /// <summary>Bytes of the checkpoint, all of them mapped.</summary>
    public Bytes MappedSize => _sharded.Model.MappedSize;

    /// <summary>Whether all texts have ended.</summary>
    public bool IsOver => _book.IsOver;

    /// <summary>Maps the checkpoint, settles the operating point, and places the experts.</summary>
    /// <exception cref="ConfigurationException">The checkpoint cannot be loaded; holds all faults.</exception>
    public static GenerationSession Start(GenerationSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var model = DeepSeekModel.Load(spec.Checkpoint, spec.Precision);
        var phases = ParallelPhases.ForShards(spec.Decode.Nodes);
        try
        {
            var point = OperatingPointSearch.Fastest(spec.Decode, phases);
            return new GenerationSession(spec, point, phases, new ShardedModel(model, spec));
        }
        catch
        {
            phases.Dispose();
            model.Dispose();
            throw;
        }
    }

    /// <summary>Lets those who wait take free places, and runs the next step of all requests.</summary>
    /// <returns>What each request gained, by request.</returns>
    /// <exception cref="InvariantViolationException">Something that must always hold did not.</exception>
    public IReadOnlyList<(int Request, ImmutableArray<GainedToken> Gained)> RunStep()
    {
        _payload.Admit(_book.AdmitWaiting(_decode.Now));
        _decode.RunStep();
        _steps++;
        var outcomes = _payload.TakeOutcomes();
        var gained = outcomes.Select(outcome => (_book.RequestAt(outcome.Place), outcome.Gained)).ToList();
        _book.Take(outcomes, _decode.Now);
        return gained;
    }

    /// <summary>The report.</summary>
    /// <exception cref="InvalidOperationException">Some text has not ended.</exception>
    public GenerationReport Report() => IsOver
        ? GenerationReports.Write(_spec, _point, _book, (_decode.Total(), _steps, _decode.Now))
        : throw new InvalidOperationException("There is no report before all texts have ended.");

    /// <summary>Ends the threads and unmaps the checkpoint.</summary>
    public void Dispose()
    {
        _phases.Dispose();
        _sharded.Model.Dispose();
    }
}
