using System.Collections.Immutable;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Client;

/// <summary>What a client does with a plan beyond single calls.</summary>
public static class PlanExtensions
{
    extension(IPlanGrain plan)
    {
        /// <summary>
        /// Tries all configurations of a plan on all silos. Goes on when the silo of the plan is lost and another takes
        /// over.
        /// </summary>
        /// <param name="options">What is tried.</param>
        /// <param name="progress">Told of every status.</param>
        /// <param name="workersPerSilo">Configurations that a silo tries at a time; null: one a processor.</param>
        /// <exception cref="ConfigurationException">The options cannot be used; holds all faults.</exception>
        /// <exception cref="InvalidOperationException">The plan is under way, or could not go on.</exception>
        public Task<PlanReport> RunAsync(
            PlanOptions options, IProgress<PlanStatus> progress, int? workersPerSilo = null)
        {
            ArgumentNullException.ThrowIfNull(progress);
            return RunAsync(plan, ticket => plan.Start(options, workersPerSilo, [], ticket), status =>
            {
                progress.Report(status);
                return Task.CompletedTask;
            });
        }

        /// <summary>Tries what of a plan is not known yet.</summary>
        /// <param name="options">What is tried.</param>
        /// <param name="known">What an earlier search found.</param>
        /// <param name="found">Told of each row that is found, one at a time.</param>
        /// <param name="cancellation">Ends the wait; the plan goes on.</param>
        /// <exception cref="ConfigurationException">The options cannot be used; holds all faults.</exception>
        /// <exception cref="InvalidOperationException">The plan is under way, or could not go on.</exception>
        public Task<PlanReport> RunAsync(
            PlanOptions options,
            ImmutableArray<PlanRow> known,
            Action<PlanRow> found,
            CancellationToken cancellation)
        {
            ArgumentNullException.ThrowIfNull(found);
            var told = known.Length;
            return RunAsync(plan, ticket => plan.Start(options, null, known, ticket), async _ =>
            {
                var rows = await Persistent.AskAsync(() => plan.GetRows(told), cancellation).ConfigureAwait(false);
                told += rows.Length;
                foreach (var row in rows)
                {
                    found(row);
                }
            }, cancellation);
        }
    }

    private static async Task<PlanReport> RunAsync(
        IPlanGrain plan,
        Func<Guid, Task<RunAdmission>> start,
        Func<PlanStatus, Task> look,
        CancellationToken cancellation = default)
    {
        var admission = await Persistent.AskAsync(start, cancellation).ConfigureAwait(false);
        admission.Require("plan");
        var last = PlanStatus.None;
        await foreach (var status in Persistent.WatchAsync(plan.NextStatus, cancellation).ConfigureAwait(false))
        {
            last = status;
            await look(status).ConfigureAwait(false);
        }

        return await Persistent.AskAsync(plan.GetReport, cancellation).ConfigureAwait(false)
            ?? throw new InvalidOperationException(last.Failure ?? "The plan ended without a report.");
    }
}
