using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What iterations take on a decode instance.</summary>
internal interface IDecodeTimes
{
    /// <summary>One iteration: verify, draft, and what the host adds.</summary>
    VirtualDuration StepOf(DecodeLoad load);
}
