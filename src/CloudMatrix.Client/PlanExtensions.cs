using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Client;

/// <summary>What a client does with a plan beyond single calls.</summary>
public static class PlanExtensions
{
    extension(IPlanGrain plan)
    {
        /// <summary>Tries all configurations of a plan on all silos.</summary>
        /// <param name="options">What is tried.</param>
        /// <param name="progress">Told of every status.</param>
        /// <param name="workersPerSilo">Configurations that a silo tries at a time; null: one a processor.</param>
        /// <exception cref="ConfigurationException">The options cannot be used; holds all faults.</exception>
        /// <exception cref="InvalidOperationException">The plan is under way, or could not go on.</exception>
        public async Task<PlanReport> RunAsync(
            PlanOptions options, IProgress<PlanStatus> progress, int? workersPerSilo = null)
        {
            ArgumentNullException.ThrowIfNull(progress);
            (await plan.Start(options, workersPerSilo).ConfigureAwait(false)).Require("plan");
            var status = await plan.NextStatus(0).ConfigureAwait(false);
            while (!status.IsOver)
            {
                progress.Report(status);
                status = await plan.NextStatus(status.Version).ConfigureAwait(false);
            }

            return await plan.GetReport().ConfigureAwait(false)
                ?? throw new InvalidOperationException(status.Failure ?? "The plan ended without a report.");
        }
    }
}
