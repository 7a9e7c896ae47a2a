namespace CloudMatrix.Grains.Abstractions;

/// <summary>Whether a run was started, and why not.</summary>
[GenerateSerializer, Alias("run-admission-outcome")]
public enum RunAdmissionOutcome
{
    /// <summary>It runs.</summary>
    Started,

    /// <summary>The grain runs another one; wait for it or name another grain.</summary>
    Busy,

    /// <summary>The options cannot be used; the faults say why.</summary>
    Refused,
}
