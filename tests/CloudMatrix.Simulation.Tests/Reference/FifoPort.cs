namespace CloudMatrix.Simulation.Tests.Reference;

/// <summary>A port that takes messages one after another, first come, first served: sort them, serve them.</summary>
internal static class FifoPort
{
    /// <summary>When the last of all messages has passed the port.</summary>
    /// <param name="messages">When the first byte of each arrives, and how long it occupies the port.</param>
    public static long Complete(IEnumerable<(long FirstByte, long Service)> messages)
    {
        long free = 0;
        foreach (var (firstByte, service) in messages.OrderBy(message => message.FirstByte))
        {
            free = Math.Max(free, firstByte) + service;
        }

        return free;
    }
}
