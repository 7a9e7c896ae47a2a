using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Messages that a part sends while it handles one.</summary>
internal sealed class Outbox
{
    private readonly List<(PartId To, VirtualTime At, IServingMessage Message)> _sent = [];

    /// <summary>The messages, as they were sent.</summary>
    public IReadOnlyList<(PartId To, VirtualTime At, IServingMessage Message)> Sent => _sent;

    /// <summary>Sends a message.</summary>
    /// <param name="to">Who gets it.</param>
    /// <param name="at">When; not before now.</param>
    /// <param name="message">What it says.</param>
    public void Send(PartId to, VirtualTime at, IServingMessage message) => _sent.Add((to, at, message));

    /// <summary>Forgets them.</summary>
    public void Clear() => _sent.Clear();
}
