namespace CloudMatrix.Simulation;

/// <summary>
/// Does again, in this process and without a message to anybody, what a service did, and notes what each part was told:
/// parts elsewhere, at rest, come to where they were when they are told the same, without anybody's waiting for what
/// they answer.
/// </summary>
internal sealed class ServingRehearsal
{
    private readonly ServingDesk _desk;
    private readonly ServingParts _parts;
    private readonly List<PoolCall> _calls = [];
    private readonly Dictionary<PartId, Outbox> _told;
    private readonly Outbox _outbox = new();

    /// <summary>Before the first message.</summary>
    /// <param name="desk">The service, from which nothing was taken yet.</param>
    /// <param name="times">What batches and iterations take.</param>
    /// <param name="news">Whether the scheduler is told of each iteration's tokens.</param>
    public ServingRehearsal(ServingDesk desk, IServingTimes times, TokenNews news)
    {
        _desk = desk;
        _parts = new ServingParts(desk.Terms, times, news, _calls);
        _told = desk.Terms.Instances.ToDictionary(part => part, _ => new Outbox());
    }

    /// <summary>The context cache.</summary>
    public CacheCore Cache => _parts.Cache.Core;

    /// <summary>What it asked of its pool, with the answers.</summary>
    public IReadOnlyList<PoolCall> Calls => _calls;

    /// <summary>What each instance was told, and when.</summary>
    public IReadOnlyDictionary<PartId, Outbox> Told => _told;

    /// <summary>Goes on until so many messages are taken.</summary>
    /// <exception cref="InvalidOperationException">It is not the same that was done before.</exception>
    public void Redo(long taken)
    {
        while (_desk.Taken < taken)
        {
            if (!_desk.TryTake(out var key, out var message))
            {
                throw new InvalidOperationException(
                    $"The service took {_desk.Taken} messages where it had taken {taken} before: it is not the same.");
            }

            if (message is not null)
            {
                Tell(key, message);
            }
        }
    }

    private void Tell(EventKey key, IServingMessage message)
    {
        _parts[key.Part].Handle(message, key.Time, _outbox);
        _desk.Add(_outbox);
        if (_told.TryGetValue(key.Part, out var told))
        {
            told.Send(key.Part, key.Time, message);
        }
    }
}
