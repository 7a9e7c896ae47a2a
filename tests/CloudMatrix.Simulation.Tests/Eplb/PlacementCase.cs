using FsCheck;
using FsCheck.Fluent;

namespace CloudMatrix.Simulation.Tests.Eplb;

/// <summary>Random input of the balancer: even and uneven dies, empty ones, few and many ties, both policies.</summary>
internal sealed record PlacementCase(long[] Loads, ExpertPlacementRequest Request)
{
    public static Gen<PlacementCase> Cases { get; } =
        from nodes in Gen.Choose(1, 3)
        from groupsPerNode in Gen.Choose(1, 3)
        from groupSize in Gen.Choose(1, 4)
        from diesPerNode in Gen.Choose(1, 4)
        let experts = nodes * groupsPerNode * groupSize
        let dies = nodes * diesPerNode
        from redundant in Gen.Choose(0, experts)
        from emptied in Gen.Choose(0, dies * 2)
        from groups in Gen.Frequency((4, Gen.Constant(nodes * groupsPerNode)), (1, Gen.Choose(1, 5)))
        from loadMax in Gen.Elements(0, 3, 10_000)
        from loads in Gen.Choose(0, loadMax).ArrayOf(experts)
        let even = ExpertPlacementRequest.Even(experts + redundant, dies)
        let slotsByDie = emptied < dies - 1 ? EmptyOnto(even, emptied) : even
        select new PlacementCase(
            Array.ConvertAll(loads, load => (long)load),
            slotsByDie with { Groups = groups, Nodes = nodes });

    public static Arbitrary<PlacementCase> Arbitrary { get; } = Cases.ToArbitrary();

    public ExpertPlacement Balance() => ExpertPlacementBalancer.Balance(Loads, Request);

    public override string ToString() =>
        $"loads [{string.Join(',', Loads)}], slots by die [{string.Join(',', Request.SlotsByDie)}], "
        + $"{Request.Groups} groups, {Request.Nodes} nodes";

    // Moves all slots of a die to the next one.
    private static ExpertPlacementRequest EmptyOnto(ExpertPlacementRequest request, int die)
    {
        var slots = request.SlotsByDie.ToArray();
        (slots[die], slots[die + 1]) = (0, slots[die] + slots[die + 1]);
        return request with { SlotsByDie = [.. slots] };
    }
}
