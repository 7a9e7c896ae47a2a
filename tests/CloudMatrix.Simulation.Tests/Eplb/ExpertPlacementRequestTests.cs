namespace CloudMatrix.Simulation.Tests.Eplb;

public sealed class ExpertPlacementRequestTests
{
    [Fact]
    public void Even_SlotsThatDoNotDivide_DifferByAtMostOne()
    {
        var request = ExpertPlacementRequest.Even(slots: 11, dies: 4);

        Assert.Equal<int>([2, 3, 3, 3], request.SlotsByDie);
    }

    [Fact]
    public void Even_FewerSlotsThanDies_LeavesDiesEmpty()
    {
        var request = ExpertPlacementRequest.Even(slots: 2, dies: 4);

        Assert.Equal<int>([0, 1, 0, 1], request.SlotsByDie);
    }

    [Fact]
    public void Even_NoDies_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ExpertPlacementRequest.Even(slots: 2, dies: 0));

    [Fact]
    public void Even_NegativeSlots_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ExpertPlacementRequest.Even(slots: -1, dies: 2));
}
