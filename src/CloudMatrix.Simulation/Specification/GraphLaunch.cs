namespace CloudMatrix.Simulation;

/// <summary>How the host launches the graphs of a step.</summary>
public enum GraphLaunch
{
    /// <summary>
    /// Metadata of all graphs is computed beforehand and sampling runs on the NPU, so that the host launches a graph
    /// while the one before runs (arXiv:2506.12708 §4.2.4).
    /// </summary>
    Pipelined,

    /// <summary>The host launches a graph when the one before has ended: a bubble each time.</summary>
    Serial,
}
