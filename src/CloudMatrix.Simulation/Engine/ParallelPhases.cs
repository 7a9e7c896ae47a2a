using System.Runtime.ExceptionServices;

namespace CloudMatrix.Simulation;

/// <summary>
/// Runs the same work on a few threads that meet at barriers. The only threads below Hosting; what they compute does
/// not depend on how many they are.
/// </summary>
/// <remarks>When one worker fails the others stop at their next barrier, and no more work can be run.</remarks>
internal sealed class ParallelPhases : IDisposable
{
    private readonly Barrier _barrier;
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread[] _threads;
    private Action<int> _work = _ => { };
    private ExceptionDispatchInfo? _failure;

    /// <summary>Starts the threads; they wait for work until disposed.</summary>
    /// <param name="workers">Threads, the calling one included; 1 or more.</param>
    public ParallelPhases(int workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        Workers = workers;
        _barrier = new Barrier(workers);
        _threads = [.. Enumerable.Range(1, workers - 1).Select(StartThread)];
    }

    /// <summary>Threads, the calling one included.</summary>
    public int Workers { get; }

    /// <summary>As many workers as there are processors, but no more than shards of work.</summary>
    public static ParallelPhases ForShards(int shards) => new(Math.Clamp(shards, 1, Environment.ProcessorCount));

    /// <summary>The run of items, out of <paramref name="count"/>, that a worker takes.</summary>
    public (int First, int End) Share(int worker, int count) =>
        ((int)((long)worker * count / Workers), (int)((worker + 1L) * count / Workers));

    /// <summary>Runs the work once on every worker and returns when all have ended.</summary>
    /// <param name="work">
    /// Gets the worker's number; may call <see cref="WaitForAll"/>, each worker equally often.
    /// </param>
    /// <exception cref="Exception">Whatever the first failing worker threw.</exception>
    public void Run(Action<int> work)
    {
        _work = work;
        try
        {
            WaitForAll();
            _work(0);
            WaitForAll();
        }
        catch (Exception exception)
        {
            Fail(exception);
            _failure!.Throw();
        }
    }

    /// <summary>Within <see cref="Run"/>: waits until every worker has come this far.</summary>
    public void WaitForAll() => _barrier.SignalAndWait(_stop.Token);

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _barrier.Dispose();
        _stop.Dispose();
    }

    private Thread StartThread(int worker)
    {
        var thread = new Thread(() => Serve(worker)) { IsBackground = true, Name = $"phases-{worker}" };
        thread.Start();
        return thread;
    }

    private void Serve(int worker)
    {
        try
        {
            while (true)
            {
                WaitForAll();
                _work(worker);
                WaitForAll();
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed, or another worker has failed and said why.
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    private void Fail(Exception exception)
    {
        if (exception is not OperationCanceledException || !_stop.IsCancellationRequested)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
        }

        _stop.Cancel();
    }
}
