using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What iterations take on one decode instance.</summary>
internal interface IDecodeTimes
{
    /// <summary>
    /// One whole iteration of the requests there are: the graph that verifies, the one that drafts, and the host.
    /// </summary>
    /// <param name="load">What each die holds; some die has at least one request.</param>
    VirtualDuration StepOf(DecodeLoad load);
}
