namespace CloudMatrix.Model.Tests;

public sealed class InvariantViolationExceptionTests
{
    [Fact]
    public void Message_Violation_SaysAllOfIt()
    {
        var violation = new InvariantViolation(
            "PairsConserved", new VirtualTime(1_900_000), "layer 7", "27648", "27647", Seed: 42);

        var exception = new InvariantViolationException(violation);

        Assert.Equal(
            "Invariant PairsConserved is broken at 1.9 us on layer 7: expected 27648, found 27647 (seed 42).",
            exception.Message);
        Assert.Same(violation, exception.Violation);
    }
}
