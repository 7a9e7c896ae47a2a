namespace CloudMatrix.Simulation;

/// <summary>
/// What a part of an instance asks of whoever hosts it. Called from whichever device's turn ends a front; must not
/// block.
/// </summary>
internal interface IPartHost
{
    /// <summary>Lets every NPU of the part call <see cref="InstancePart.RunNpu"/> once, in any order.</summary>
    void WakeNpus();

    /// <summary>Lets every slot of the part call <see cref="InstancePart.RunShard"/> once, in any order.</summary>
    void WakeShards();

    /// <summary>Brings a packet to <see cref="InstancePart.Receive"/> of another part.</summary>
    void Send(int target, PartPacket packet);

    /// <summary>The part has done the graph that it was asked to run.</summary>
    void EndGraph();
}
