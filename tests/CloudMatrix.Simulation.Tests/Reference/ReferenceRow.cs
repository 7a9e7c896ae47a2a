namespace CloudMatrix.Simulation.Tests.Reference;

/// <summary>One row on its way from a die to a die.</summary>
/// <param name="Source">The die that sends it.</param>
/// <param name="Target">The die that receives it.</param>
/// <param name="Slot">The expert slot that serves it.</param>
internal sealed record ReferenceRow(int Source, int Target, int Slot)
{
    /// <summary>The answer.</summary>
    public ReferenceRow Back => new(Target, Source, Slot);
}
