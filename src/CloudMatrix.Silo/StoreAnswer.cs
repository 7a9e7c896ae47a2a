using System.Net.Sockets;

namespace CloudMatrix.Silo;

/// <summary>What a store answered.</summary>
/// <param name="Outcome">Whether it can be used.</param>
/// <param name="Why">What there is to say of that; holds no password.</param>
internal sealed record StoreAnswer(StoreOutcome Outcome, string Why)
{
    /// <summary>It can be used.</summary>
    public static StoreAnswer Usable { get; } = new(StoreOutcome.Usable, "");

    /// <summary>Nothing answers there.</summary>
    public static StoreAnswer Missing(Exception exception) =>
        new(StoreOutcome.Missing, exception.GetBaseException() is SocketException socket
            ? $"does not answer ({socket.Message})"
            : "does not answer");

    /// <summary>It answers, but cannot be used.</summary>
    public static StoreAnswer Unusable(string why) => new(StoreOutcome.Unusable, why);
}
