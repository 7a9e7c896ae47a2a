namespace CloudMatrix.Simulation;

/// <summary>The instances of a role.</summary>
/// <param name="Instances">Those that serve from the start.</param>
/// <param name="InstancesMax">As many as there may ever be; beyond the first ones they lie dormant.</param>
/// <param name="NpusEach">NPUs of each.</param>
internal readonly record struct RoleTerms(int Instances, int InstancesMax, int NpusEach);
