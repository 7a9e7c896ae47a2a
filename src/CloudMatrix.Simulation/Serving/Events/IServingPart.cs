using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// A part of a service: a state, and what a message makes of it. Knows no clock, no thread, no grain, and no other part
/// but through messages, so that every engine that hands out messages in the order of <see cref="EventKey"/> gets the
/// same answer.
/// </summary>
internal interface IServingPart
{
    /// <summary>Takes a message.</summary>
    /// <param name="message">What it says.</param>
    /// <param name="now">When it arrived.</param>
    /// <param name="outbox">Takes what is sent because of it.</param>
    void Handle(IServingMessage message, VirtualTime now, Outbox outbox);
}
