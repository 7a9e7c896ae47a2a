namespace CloudMatrix.Model;

/// <summary>Something that must always hold does not: a defect of this program, never of its input.</summary>
public sealed class InvariantViolationException : Exception
{
    /// <summary>Reports a violation.</summary>
    public InvariantViolationException(InvariantViolation violation)
        : base(violation?.ToString()) =>
        Violation = violation ?? throw new ArgumentNullException(nameof(violation));

    /// <summary>What was found.</summary>
    public InvariantViolation Violation { get; }
}
