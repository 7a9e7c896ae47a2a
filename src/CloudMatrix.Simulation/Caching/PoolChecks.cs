using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What must hold of a pool and of a trace whose prompts go through it.</summary>
internal static class PoolChecks
{
    private const int BlockTokensMin = 16;
    private const int BlockTokensMax = 512;

    /// <summary>Adds all that is wrong with a pool.</summary>
    /// <param name="machine">Whose CPUs it is of.</param>
    /// <param name="plane">The network to it.</param>
    /// <param name="blockTokens">Tokens of a block.</param>
    /// <param name="faults">Takes the faults.</param>
    public static void CheckPool(MachineSpec machine, CachePlane plane, int blockTokens, Faults faults)
    {
        faults.RequireRange("block-tokens", blockTokens, (BlockTokensMin, BlockTokensMax), "tokens of a block");
        if (machine.Cpus == 0)
        {
            faults.Add("machine", $"{machine.Name} has no CPU whose memory could be pooled.");
        }
        else if (plane == CachePlane.ScaleUp && machine.ScaleUp.CpuRead is null)
        {
            faults.Add(
                "cache-plane",
                $"{machine.ScaleUp.Name} of {machine.Name} does not reach CPUs; write vpc or none.");
        }
    }

    /// <summary>Adds what is wrong with a trace in such blocks.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="blockTokens">Tokens of a block.</param>
    /// <param name="faults">Takes the faults.</param>
    public static void CheckTrace(Trace trace, int blockTokens, Faults faults)
    {
        if (faults.NoneOf("block-tokens") && blockTokens > 0 && trace.BlockTokens % blockTokens is > 0)
        {
            faults.Add(
                "block-tokens",
                $"{blockTokens} does not divide {trace.BlockTokens}, the tokens of the trace's blocks.");
        }
    }
}
