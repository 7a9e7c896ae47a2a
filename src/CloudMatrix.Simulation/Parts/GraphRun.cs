using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>One graph of one step, which all parts of an instance run at the same time.</summary>
/// <param name="Graph">Index into the graphs of the schedule.</param>
/// <param name="Step">The step, from 0, which random numbers depend on.</param>
/// <param name="Start">When it starts on all dies.</param>
internal readonly record struct GraphRun(int Graph, long Step, VirtualTime Start);
