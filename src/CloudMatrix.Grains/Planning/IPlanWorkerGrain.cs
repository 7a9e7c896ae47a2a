using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>Tries configurations of a plan on a silo; its key names both.</summary>
[Alias("plan-worker")]
internal interface IPlanWorkerGrain : IGrainWithStringKey
{
    /// <summary>What is the same in every configuration from now on.</summary>
    /// <returns>Processors of the silo.</returns>
    [Alias("open")]
    Task<int> Open(ReplayOptions common);

    /// <summary>Serves the trace with one configuration.</summary>
    [ResponseTimeout("01:00:00")]
    [Alias("try")]
    Task<PlanRow> TryOut(PlanCandidate candidate);

    /// <summary>Forgets everything.</summary>
    [Alias("close")]
    Task Close();
}
