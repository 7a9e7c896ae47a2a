namespace CloudMatrix.Grains.Abstractions;

/// <summary>Whether a decode was started, and why not.</summary>
[GenerateSerializer, Alias("decode-admission-outcome")]
public enum RunAdmissionOutcome
{
    /// <summary>It runs.</summary>
    Started,

    /// <summary>The instance runs another decode; wait for it or name another instance.</summary>
    Busy,

    /// <summary>The options cannot be used; the faults say why.</summary>
    Refused,
}
