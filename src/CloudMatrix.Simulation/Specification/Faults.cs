using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Collects all that is wrong with what a person wrote, so that one message shows everything.</summary>
internal sealed class Faults
{
    private readonly List<string> _faults = [];
    private readonly HashSet<string> _keys = [];

    /// <summary>Adds a sentence that names key, value and range.</summary>
    /// <param name="key">The option's name.</param>
    /// <param name="fault">What is wrong with it.</param>
    public void Add(string key, string fault)
    {
        _keys.Add(key);
        _faults.Add($"{key}: {fault}");
    }

    /// <summary>Whether nothing was wrong with any of these options so far.</summary>
    public bool NoneOf(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (_keys.Contains(key))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Adds a fault unless the value is in range.</summary>
    /// <param name="key">The option's name.</param>
    /// <param name="value">What was given.</param>
    /// <param name="range">Both ends are allowed.</param>
    /// <param name="meaning">What limits the range.</param>
    public void RequireRange(string key, int value, (int Min, int Max) range, string meaning)
    {
        if (value < range.Min || value > range.Max)
        {
            Add(key, $"{value} is out of range {range.Min} to {range.Max} ({meaning}).");
        }
    }

    /// <summary>Does what may find faults of its own; null where it does.</summary>
    public T? Collect<T>(Func<T> read)
        where T : class => Collect(read, fault => fault);

    /// <summary>Does what may find faults of its own; null where it does. None is kept twice.</summary>
    /// <param name="read">What is done.</param>
    /// <param name="rename">What a fault is called here.</param>
    public T? Collect<T>(Func<T> read, Func<string, string> rename)
        where T : class
    {
        try
        {
            return read();
        }
        catch (ConfigurationException exception)
        {
            _faults.AddRange(exception.Faults.Select(rename).Except(_faults));
            return null;
        }
    }

    /// <summary>Throws if anything was wrong.</summary>
    /// <exception cref="ConfigurationException">All faults at once.</exception>
    public void ThrowIfAny()
    {
        if (_faults.Count > 0)
        {
            throw new ConfigurationException(_faults);
        }
    }
}
