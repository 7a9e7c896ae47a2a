namespace CloudMatrix.Simulation;

/// <summary>A change of the roles that a service's NPUs have.</summary>
/// <param name="AtSeconds">When, from the first arrival on.</param>
/// <param name="Instance">Whose, e.g. "prefill-3".</param>
/// <param name="Step">What becomes of it.</param>
/// <param name="NpusInUse">NPUs that instances stand on afterwards.</param>
public sealed record RoleChange(double AtSeconds, string Instance, RoleStep Step, int NpusInUse);
