using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>What a plan is to do.</summary>
/// <param name="Plan">What is tried.</param>
/// <param name="WorkersPerSilo">Configurations that a silo tries at a time; null: one a processor.</param>
internal sealed record PlanOrder(PlanOptions Plan, int? WorkersPerSilo);
