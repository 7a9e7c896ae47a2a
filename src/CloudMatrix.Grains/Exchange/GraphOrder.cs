using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>Tells a part of an instance to run a graph.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Graph">Index into the graphs of the schedule.</param>
/// <param name="Step">The step, from 0.</param>
/// <param name="Start">When it starts on all dies.</param>
/// <param name="EndsStep">Whether it is the step's last graph, so that the part tells what it has counted.</param>
/// <param name="Admissions">The document of who enters the batch before the graph; empty where nobody does.</param>
[GenerateSerializer, Immutable, Alias("graph-order")]
internal sealed record GraphOrder(
    [property: Id(0)] EpochId Epoch,
    [property: Id(1)] int Graph,
    [property: Id(2)] long Step,
    [property: Id(3)] VirtualTime Start,
    [property: Id(4)] bool EndsStep,
    [property: Id(5)] byte[] Admissions)
{
    /// <summary>The graph as the part's core knows it.</summary>
    public GraphRun Run => new(Graph, Step, Start);
}
