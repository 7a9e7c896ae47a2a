using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>
/// What came to an open service and waits for it to be between two messages, and who waits to hear that it is held.
/// </summary>
internal sealed class ServiceInbox
{
    private readonly Queue<Waiting> _new = [];
    private readonly List<Waiting> _taken = [];
    private Exception? _ended;

    /// <summary>Whether something has come.</summary>
    public bool HasNew => _new.Count > 0;

    /// <summary>Hands something in.</summary>
    /// <param name="make">Makes the input when it is taken; null where there is nothing to be done.</param>
    /// <returns>The input, when the service's standby holds it; null where there was nothing to be done.</returns>
    public Task<ServiceInput?> AddAsync(Func<ServingDesk, ServiceInput?> make)
    {
        var waiting = new Waiting(make, new(TaskCreationOptions.RunContinuationsAsynchronously));
        _new.Enqueue(waiting);
        if (_ended is { } ended)
        {
            End(ended);
        }

        return waiting.Held.Task;
    }

    /// <summary>Takes what has come, in order, and does it.</summary>
    /// <param name="desk">The service, between two messages.</param>
    public IEnumerable<ServiceInput> Take(ServingDesk desk)
    {
        while (_new.TryDequeue(out var waiting))
        {
            waiting.Input = waiting.Make(desk);
            waiting.Input?.ApplyTo(desk);
            _taken.Add(waiting);
            if (waiting.Input is { } input)
            {
                yield return input;
            }
        }
    }

    /// <summary>All that was taken is held: whoever waits is told.</summary>
    public void TellHeld()
    {
        _taken.ForEach(waiting => waiting.Held.SetResult(waiting.Input));
        _taken.Clear();
    }

    /// <summary>Nothing is taken any more: whoever waits is told why.</summary>
    public void End(Exception why)
    {
        _ended = why;
        foreach (var waiting in _new.Concat(_taken))
        {
            waiting.Held.SetException(why);
        }

        _new.Clear();
        _taken.Clear();
    }

    private sealed class Waiting(
        Func<ServingDesk, ServiceInput?> make, TaskCompletionSource<ServiceInput?> held)
    {
        public Func<ServingDesk, ServiceInput?> Make => make;

        public TaskCompletionSource<ServiceInput?> Held => held;

        public ServiceInput? Input { get; set; }
    }
}
