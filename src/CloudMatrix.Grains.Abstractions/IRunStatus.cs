namespace CloudMatrix.Grains.Abstractions;

/// <summary>How far a run is, of whatever kind: a decode, a service, a plan.</summary>
/// <typeparam name="TSelf">The kind's own status.</typeparam>
public interface IRunStatus<TSelf>
    where TSelf : IRunStatus<TSelf>
{
    /// <summary>Before anything was asked for.</summary>
    static abstract TSelf None { get; }

    /// <summary>Grows with every change.</summary>
    long Version { get; }

    /// <summary>Whether something is left to do.</summary>
    bool IsAtWork { get; }

    /// <summary>The same, as another version.</summary>
    TSelf At(long version);
}
