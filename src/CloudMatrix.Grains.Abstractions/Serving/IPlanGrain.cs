using System.Collections.Immutable;
using CloudMatrix.Simulation;
using Orleans.Concurrency;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>
/// A plan whose configurations are tried on all silos of the cluster, side by side. Key: its name
/// (<see cref="GrainNames.Plan"/>).
/// </summary>
[Alias("plan")]
public interface IPlanGrain : IGrainWithStringKey
{
    /// <summary>Starts a plan, unless one is under way.</summary>
    /// <param name="plan">What is tried.</param>
    /// <param name="workersPerSilo">Configurations that a silo tries at the same time; null: one a processor.</param>
    /// <param name="known">What an earlier search found, which is not tried again.</param>
    /// <param name="ticket">
    /// Drawn by who asks, so that he can ask again when the answer is lost: one ticket starts one plan. Left out: every
    /// call asks for another.
    /// </param>
    [AlwaysInterleave]
    [Alias("start")]
    Task<RunAdmission> Start(
        PlanOptions plan, int? workersPerSilo, ImmutableArray<PlanRow> known, Guid ticket = default);

    /// <summary>What was found so far, in the order in which it was found, what was known first.</summary>
    /// <param name="skip">Rows that the caller has, 0 or more.</param>
    [AlwaysInterleave]
    [Alias("rows")]
    Task<ImmutableArray<PlanRow>> GetRows(int skip);

    /// <summary>Waits until there is news, or for some seconds.</summary>
    /// <param name="seen">The version of the status that the caller knows; 0 for none.</param>
    [AlwaysInterleave]
    [Alias("next-status")]
    Task<PlanStatus> NextStatus(long seen);

    /// <summary>What it found; null unless it is done.</summary>
    [AlwaysInterleave]
    [Alias("report")]
    Task<PlanReport?> GetReport();
}
