using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>
/// What came to an open service from outside. Everything else follows from it, so that a service which goes on
/// elsewhere does the same again.
/// </summary>
/// <param name="After">Messages that the service had taken by then.</param>
/// <param name="Request">The request: its number.</param>
/// <param name="Prompt">What it asks for; null where nobody wants the request any more.</param>
internal sealed record ServiceInput(long After, int Request, ServicePrompt? Prompt)
{
    /// <summary>Of whoever submitted it; none where he has no ticket.</summary>
    public Guid Ticket { get; init; }

    /// <summary>Hands it to a service that has taken so many messages.</summary>
    public void ApplyTo(ServingDesk desk)
    {
        if (Prompt is { } prompt)
        {
            desk.Submit(prompt.ArrivedAt, (prompt.InputTokens, prompt.OutputTokens), prompt.Keys);
        }
        else
        {
            desk.Cancel(Request);
        }
    }
}
