using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>
/// One NPU of the supernode: two dies with their memory, their streams' clocks and their requests. Key: the NPU's
/// number (<see cref="GrainNames.Npu"/>).
/// </summary>
[Alias("npu")]
public interface INpuGrain : IGrainWithIntegerKey
{
    /// <summary>Where the NPU lives, and what it holds and has done by the last step boundary.</summary>
    [Alias("state")]
    Task<NpuState> GetState();

    /// <summary>A device writes into the memory of one of the NPU's dies.</summary>
    /// <param name="stamp">Who sent how much, when, and to which die.</param>
    /// <returns>When the last byte is there.</returns>
    /// <exception cref="ArgumentException">
    /// The stamp does not name a die of this NPU, or no device as source.
    /// </exception>
    [UbMessage(NetworkPlane.ScaleUp, UbAccess.Write)]
    [Alias("write")]
    Task<UbReply> Write(UbStamp stamp);

    /// <summary>A device reads the memory of one of the NPU's dies.</summary>
    /// <param name="stamp">Who asks for how much, when, and from which die.</param>
    /// <returns>When the last byte has reached the reader.</returns>
    /// <exception cref="ArgumentException">
    /// The stamp does not name a die of this NPU, or no device as source.
    /// </exception>
    [UbMessage(NetworkPlane.ScaleUp, UbAccess.Read)]
    [Alias("read")]
    Task<UbReply> Read(UbStamp stamp);
}
