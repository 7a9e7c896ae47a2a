using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>How long requests wait for something.</summary>
internal sealed class Waits
{
    private readonly Dictionary<int, VirtualTime> _began = [];
    private VirtualDuration _longestEnded;

    /// <summary>Requests that wait now.</summary>
    public int Count => _began.Count;

    /// <summary>A request begins to wait.</summary>
    public void Begin(int request, VirtualTime now) => _began[request] = now;

    /// <summary>A request waits no more, if it did.</summary>
    public void End(int request, VirtualTime now)
    {
        if (_began.Remove(request, out var began) && now - began > _longestEnded)
        {
            _longestEnded = now - began;
        }
    }

    /// <summary>The longest wait that has ended since this was last asked, or goes on.</summary>
    public VirtualDuration TakeLongest(VirtualTime now)
    {
        var longest = _began.Values.Select(began => now - began).Append(_longestEnded).Max();
        _longestEnded = VirtualDuration.Zero;
        return longest;
    }
}
