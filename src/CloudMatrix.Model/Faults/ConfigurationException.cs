using System.Collections.Immutable;

namespace CloudMatrix.Model;

/// <summary>What the user wrote cannot be used. Holds every fault that was found, not only the first.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Reports faults.</summary>
    /// <param name="faults">One or more sentences; each names key, value and range.</param>
    public ConfigurationException(IEnumerable<string> faults)
        : this([.. faults])
    {
    }

    private ConfigurationException(ImmutableArray<string> faults)
        : base(string.Join('\n', faults)) => Faults = faults;

    /// <summary>The faults, one sentence each; the message is these, one a line.</summary>
    public IReadOnlyList<string> Faults { get; }
}
