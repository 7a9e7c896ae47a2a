using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CloudMatrix.Hosting;

/// <summary>Ready: the silo has joined, stays, and knows which silo hosts which node.</summary>
internal sealed class ReadinessCheck(SiloReadiness readiness) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        var obstacles = readiness.FindObstacles();
        return Task.FromResult(obstacles.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy(string.Join(' ', obstacles)));
    }
}
