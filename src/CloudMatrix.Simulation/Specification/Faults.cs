using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Collects all that is wrong with what a person wrote, so that one message shows everything.</summary>
internal sealed class Faults
{
    private readonly List<string> _faults = [];

    /// <summary>Whether nothing was wrong so far.</summary>
    public bool None => _faults.Count == 0;

    /// <summary>Adds a sentence that names key, value and range.</summary>
    public void Add(string fault) => _faults.Add(fault);

    /// <summary>Adds a fault unless the value is in range.</summary>
    /// <param name="key">The option's name.</param>
    /// <param name="value">What was given.</param>
    /// <param name="range">Both ends are allowed.</param>
    /// <param name="meaning">What limits the range.</param>
    public void RequireRange(string key, int value, (int Min, int Max) range, string meaning)
    {
        if (value < range.Min || value > range.Max)
        {
            Add($"{key}: {value} is out of range {range.Min} to {range.Max} ({meaning}).");
        }
    }

    /// <summary>Does what may find faults of its own; null where it does.</summary>
    public T? Collect<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (ConfigurationException exception)
        {
            _faults.AddRange(exception.Faults);
            return null;
        }
    }

    /// <summary>Throws if anything was wrong.</summary>
    /// <exception cref="ConfigurationException">All faults at once.</exception>
    public void ThrowIfAny()
    {
        if (!None)
        {
            throw new ConfigurationException(_faults);
        }
    }
}
