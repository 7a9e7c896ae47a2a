using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class RolePolicyTests
{
    private static readonly RolePolicy Policy = new()
    {
        Promise = new ServiceLevel(VirtualDuration.FromSeconds(2), VirtualDuration.FromMilliseconds(50)),
        PrefillNpus = 16,
        DecodeNpus = 20,
        DecodePlaces = 100,
    };

    private static readonly RoleLook Calm = new()
    {
        FreeNpus = 0,
        Prefills = 4,
        PromptWait = VirtualDuration.FromMilliseconds(100),
        PrefillsBusy = 2,
        Decodes = 4,
        PlaceWait = VirtualDuration.Zero,
        DecodeRequests = 200,
        Tpot = VirtualDuration.FromMilliseconds(30),
    };

    [Theory]
    [InlineData(1_000, false)]
    [InlineData(1_001, true)]
    public void ShortOf_PromptsWaitLongerThanHalfThePromise_IsPrefill(int waitMs, bool isShort) => Assert.Equal(
        isShort ? PartKind.Prefill : null,
        Policy.ShortOf(Calm with { PromptWait = VirtualDuration.FromMilliseconds(waitMs) }));

    [Fact]
    public void ShortOf_PlacesOrTokensComeLate_IsDecode()
    {
        var late = VirtualDuration.FromMilliseconds(1_001);

        Assert.Equal(PartKind.Decode, Policy.ShortOf(Calm with { PlaceWait = late }));
        Assert.Equal(PartKind.Decode, Policy.ShortOf(Calm with { Tpot = VirtualDuration.FromMilliseconds(51) }));
    }

    [Fact]
    public void ShortOf_PlacesAreHeldByPromptsThatAreLate_IsPrefill()
    {
        var late = VirtualDuration.FromMilliseconds(1_001);

        Assert.Equal(PartKind.Prefill, Policy.ShortOf(Calm with { PlaceWait = late, PromptWait = late }));
    }

    [Fact]
    public void ShortOf_Both_IsWhoeverFindsFreeNpus()
    {
        var both = Calm with
        {
            PromptWait = VirtualDuration.FromMilliseconds(1_001),
            Tpot = VirtualDuration.FromMilliseconds(51),
        };

        Assert.Null(Policy.ShortOf(both));
        Assert.Equal(PartKind.Prefill, Policy.ShortOf(both with { FreeNpus = 16 }));
    }

    [Theory]
    [InlineData(2.0, 1, true)]
    [InlineData(2.2, 1, false)]
    [InlineData(0, 3, true)]
    [InlineData(0, 4, false)]
    public void CanSpare_Prefill_IfTheOthersWouldNotBeTooBusy(double busy, int count, bool canSpare) =>
        Assert.Equal(canSpare, Policy.CanSpare(PartKind.Prefill, count, Calm with { PrefillsBusy = busy }));

    [Theory]
    [InlineData(210, 30, 1, true)]
    [InlineData(211, 30, 1, false)]
    [InlineData(210, 36, 1, false)]
    [InlineData(0, 0, 4, false)]
    public void CanSpare_Decode_IfPlacesAndTimeAreLeft(int requests, int tpotMs, int count, bool canSpare) =>
        Assert.Equal(canSpare, Policy.CanSpare(
            PartKind.Decode,
            count,
            Calm with { DecodeRequests = requests, Tpot = VirtualDuration.FromMilliseconds(tpotMs) }));

    [Fact]
    public void CanSpare_WhoeverIsShort_CanSpareNothing() => Assert.False(Policy.CanSpare(
        PartKind.Prefill, 1, Calm with { PrefillsBusy = 0, PromptWait = VirtualDuration.FromSeconds(3) }));
}
