using CloudMatrix.Model;
using CloudMatrix.Simulation.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace CloudMatrix.Simulation.Tests.Eplb;

public sealed class ExpertPlacementPropertyTests
{
    [Fact]
    public void Balance_AnyCase_AgreesWithReference() =>
        Check(input => Assert.Equal(ReferenceBalancer.Balance(input.Loads, input.Request), Experts(input.Balance())));

    [Fact]
    public void Cases_Sampled_AreNotTrivial()
    {
        var sample = PlacementCase.Cases.Sample(400, new Rnd(17), 30).ToList();

        Assert.InRange(sample.Count(IsHierarchicalOnSeveralNodes), 100, 300);
        Assert.InRange(sample.Count(input => input.Request.SlotsByDie.Distinct().Count() == 1), 20, 200);
        Assert.InRange(sample.Count(input => input.Request.SlotsByDie.Contains(0)), 20, 300);
        Assert.InRange(sample.Count(input => input.Loads.Distinct().Count() == input.Loads.Length), 20, 300);
        Assert.InRange(sample.Count(HasThreeReplicasOfAnExpert), 20, 300);
    }

    [Fact]
    public void Invariant_EveryExpertHasAReplica() =>
        Check(input =>
        {
            var placed = Experts(input.Balance()).Distinct().Order();

            Assert.Equal(Enumerable.Range(0, input.Loads.Length), placed);
        });

    [Fact]
    public void Invariant_ReplicasFillTheSlots() =>
        Check(input =>
        {
            var placement = input.Balance();

            var replicas = Enumerable.Range(0, input.Loads.Length).Sum(e => placement.ReplicaCount(new ExpertId(e)));
            Assert.Equal(input.Request.SlotsByDie.Sum(), replicas);
            Assert.Equal(replicas, placement.PhysicalToLogical.Length);
        });

    [Fact]
    public void Invariant_MapsAreInverse() =>
        Check(input =>
        {
            var placement = input.Balance();

            for (var expert = 0; expert < input.Loads.Length; expert++)
            {
                var slots = Enumerable.Range(0, placement.PhysicalToLogical.Length)
                    .Where(slot => placement.PhysicalToLogical[slot] == new ExpertId(expert));
                Assert.Equal(slots, placement.LogicalToPhysical[expert]);
            }
        });

    [Fact]
    public void Invariant_HierarchicalPolicyKeepsGroupsOnNodes() =>
        Check(input =>
        {
            if (!IsHierarchicalOnSeveralNodes(input))
            {
                return;
            }

            var nodeOfSlot = input.Request.SlotsByDie.Chunk(input.Request.SlotsByDie.Length / input.Request.Nodes)
                .SelectMany((node, index) => Enumerable.Repeat(index, node.Sum())).ToArray();
            var groupSize = input.Loads.Length / input.Request.Groups;
            foreach (var group in input.Balance().LogicalToPhysical.Chunk(groupSize))
            {
                Assert.Single(group.SelectMany(slots => slots).Select(slot => nodeOfSlot[slot]).Distinct());
            }
        });

    [Fact]
    public void Invariant_HottestReplicaIsNoHotterThanHottestExpert() =>
        Check(input =>
        {
            var placement = input.Balance();

            var hottest = input.Loads.Select((load, e) => (double)load / placement.ReplicaCount(new ExpertId(e))).Max();
            Assert.True(hottest <= input.Loads.Max());
        });

    private static void Check(Action<PlacementCase> body) =>
        Prop.ForAll(PlacementCase.Arbitrary, body).QuickCheckThrowOnFailure();

    private static bool HasThreeReplicasOfAnExpert(PlacementCase input) =>
        input.Balance().LogicalToPhysical.Any(slots => slots.Length >= 3);

    private static bool IsHierarchicalOnSeveralNodes(PlacementCase input) =>
        input.Request.Nodes > 1 && input.Request.IsHierarchical(input.Loads.Length);

    private static IEnumerable<int> Experts(ExpertPlacement placement) =>
        placement.PhysicalToLogical.Select(expert => expert.Index);
}
