using System.Runtime.ExceptionServices;

namespace CloudMatrix.Simulation;

/// <summary>
/// Runs the same work on a few threads that meet at barriers. The only threads below Hosting; what they compute does
/// not depend on how many they are.
/// </summary>
/// <remarks>When one worker fails the others stop at their next barrier, and no more work can be run.</remarks>
internal sealed class ParallelPhases : IDisposable
{
    private readonly Barrier _begin;
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread[] _threads;
    private Action<int> _work = _ => { };
    private int _arrived;
    private int _meeting;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Starts the threads; they wait for work until disposed.</summary>
    /// <param name="workers">Threads, the calling one included; 1 or more.</param>
    public ParallelPhases(int workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        Workers = workers;
        _begin = new Barrier(workers);
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
            _begin.SignalAndWait(_stop.Token);
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
    /// <remarks>
    /// Spins, and yields the processor to whoever else needs it: a phase lasts a fraction of a millisecond, and waking
    /// a sleeping thread would take a good part of that.
    /// </remarks>
    public void WaitForAll()
    {
        var meeting = Volatile.Read(ref _meeting);
        if (Interlocked.Increment(ref _arrived) == Workers)
        {
            _arrived = 0;
            Volatile.Write(ref _meeting, meeting + 1);
            return;
        }

        var spinner = default(SpinWait);
        while (Volatile.Read(ref _meeting) == meeting)
        {
            _stop.Token.ThrowIfCancellationRequested();
            spinner.SpinOnce(sleep1Threshold: -1);
        }
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _begin.Dispose();
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
                _begin.SignalAndWait(_stop.Token);
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
