using System.Buffers;

namespace CloudMatrix.Grains;

/// <summary>
/// Bytes of a message that the receiving silo keeps in a pooled array until <see cref="Return"/>; on the sending silo
/// they are the sender's own memory, and nothing is pooled.
/// </summary>
/// <param name="memory">The bytes.</param>
/// <param name="rented">The pooled array that holds them; null where none does.</param>
internal sealed class PooledBytes(ReadOnlyMemory<byte> memory, byte[]? rented = null)
{
    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Memory { get; private set; } = memory;

    /// <summary>Gives the array back; the bytes are gone.</summary>
    public void Return()
    {
        Memory = default;
        if (Interlocked.Exchange(ref rented, null) is { } array)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
