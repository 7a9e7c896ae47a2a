using System.Diagnostics.CodeAnalysis;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Messages on their way, in the one order in which parts get them.</summary>
/// <param name="seed">The run's seed, for reports of what is broken.</param>
internal sealed class EventQueue(ulong seed)
{
    private readonly PriorityQueue<IServingMessage, EventKey> _events = new();
    private long _sent;

    /// <summary>When the last message was taken.</summary>
    public VirtualTime Now { get; private set; }

    /// <summary>When the next message arrives; null where there is none.</summary>
    public VirtualTime? NextAt => _events.TryPeek(out _, out var key) ? key.Time : null;

    /// <summary>Messages taken so far.</summary>
    public long Taken { get; private set; }

    /// <summary>Puts messages on their way.</summary>
    /// <exception cref="InvariantViolationException">One is to arrive before now.</exception>
    public void Add(Outbox outbox)
    {
        foreach (var (to, at, message) in outbox.Sent)
        {
            Add(to, at, message);
        }

        outbox.Clear();
    }

    /// <summary>Puts one message on its way.</summary>
    /// <exception cref="InvariantViolationException">It is to arrive before now.</exception>
    public void Add(PartId to, VirtualTime at, IServingMessage message)
    {
        if (at < Now)
        {
            throw new InvariantViolationException(new InvariantViolation(
                "TimeNeverGoesBack", Now, to.ToString(), $"{message} not before now", at.ToString(), seed));
        }

        _events.Enqueue(message, new EventKey(at, to, _sent++));
    }

    /// <summary>Takes the next message; time goes on to when it arrives.</summary>
    /// <param name="key">Who gets it, and when.</param>
    /// <param name="message">What it says.</param>
    public bool TryTake(out EventKey key, [NotNullWhen(true)] out IServingMessage? message)
    {
        if (!_events.TryDequeue(out message, out key))
        {
            return false;
        }

        Now = key.Time;
        Taken++;
        return true;
    }
}
