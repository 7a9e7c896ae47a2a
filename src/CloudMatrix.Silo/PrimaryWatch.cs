using System.Net;
using System.Net.Sockets;
using CloudMatrix.Commands;

namespace CloudMatrix.Silo;

/// <summary>
/// Watches the silo that keeps a development cluster's membership: without it no silo can join, leave or be replaced,
/// so that the others end with one message instead of waiting for it.
/// </summary>
internal static class PrimaryWatch
{
    private const int MissesMax = 3;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Refuses to start without the primary.</summary>
    /// <exception cref="ClusterLostException">It does not answer.</exception>
    public static async Task RequireAsync(IPEndPoint? primary, CancellationToken cancellation)
    {
        if (primary is not null && !await AnswersAsync(primary, cancellation))
        {
            throw new ClusterLostException(
                $"The development primary at {primary} does not answer; start the silo that listens there first.");
        }
    }

    /// <summary>Returns only when the primary has not answered several times in a row.</summary>
    /// <returns>Never, where there is no primary to watch.</returns>
    public static async Task UntilLostAsync(IPEndPoint? primary, CancellationToken cancellation)
    {
        if (primary is null)
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }

        for (var misses = 0; misses < MissesMax;)
        {
            await Task.Delay(Interval, cancellation);
            misses = await AnswersAsync(primary!, cancellation) ? 0 : misses + 1;
        }
    }

    private static async Task<bool> AnswersAsync(IPEndPoint primary, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Interval);
        using var socket = new Socket(primary.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(primary, patience.Token);
            return true;
        }
        catch (Exception exception) when (
            exception is SocketException
            || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }
}
