using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Tries configurations one after another, and keeps the times of instances that it has met.</summary>
/// <param name="common">What is the same in every configuration.</param>
public sealed class PlanTrial(ReplayOptions common) : IDisposable
{
    private readonly SharedTimes _times = new();

    /// <summary>Serves the trace with one configuration.</summary>
    /// <returns>What it does, or why it cannot be.</returns>
    public PlanRow Run(PlanCandidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ReplaySpec spec;
        try
        {
            spec = ReplaySpecReader.Read(candidate.Of(common));
        }
        catch (ConfigurationException exception)
        {
            return new PlanRow(candidate, string.Join(' ', exception.Faults));
        }

        using var session = new ServingSession(spec, _times.Of(spec.Service));
        session.Run();
        return PlanRow.Of(candidate, session.Report());
    }

    /// <summary>Ends what measures times.</summary>
    public void Dispose() => _times.Dispose();
}
