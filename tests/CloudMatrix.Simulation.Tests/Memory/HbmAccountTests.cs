using CloudMatrix.Model;
using FsCheck.Fluent;

namespace CloudMatrix.Simulation.Tests;

public sealed class HbmAccountTests
{
    [Fact]
    public void KvBytesPerRequest_Toy_IsElementsTimesLayersTimesTokens() =>
        Assert.Equal(1024L * (128 + 32) * 2 * (4 + 1), HbmAccount.KvBytesPerRequest(Toy.Spec));

    [Fact]
    public void Of_Toy_AddsUpItsParts()
    {
        // 40 slots on 16 dies: three on every second one, of which one may hold the shared expert.
        const long expert = 3 * 1024 * 512;
        const long attention = (256 * (1024 + (8 * 96))) + (1024 * 160) + (128 * 8 * 128) + (8 * 64 * 1024);
        const long weights = (5 * attention)
            + (3 * expert * 4)
            + (1024 * 32 * 4 * 4)
            + (3 * 1024 * 2048)
            + (2 * 1024 * 1024)
            + (8192 * 1024 * (2 + 1));

        var use = HbmAccount.Of(Toy.Spec);

        Assert.Equal(weights, use.Weights);
        Assert.Equal(3 * HbmAccount.KvBytesPerRequest(Toy.Spec), use.Kv);
        Assert.Equal(1_000_000_000, use.Weights + use.Kv + use.Buffers + use.Free);
    }

    [Fact]
    public void Of_LargeSharedExpert_CountsTheDieThatHoldsIt()
    {
        var large = Toy.Spec with { Model = Toy.Model with { SharedExperts = 3 } };

        var more = HbmAccount.Of(large).Weights - HbmAccount.Of(Toy.Spec).Weights;

        Assert.Equal(2L * Toy.Model.ParametersPerExpert * 4, more);
    }

    /// <summary>96 tokens of 320 ranks, 7.5 KiB out and 14 KiB back (arXiv:2506.12708 §4.2.1).</summary>
    [Fact]
    public void Paper_Section4_BuffersOfADie()
    {
        var buffers = HbmAccount.Of(DecodeSpecReader.Read(new DecodeOptions())).Buffers;

        Assert.Equal(320 * 96 * (7680 + 14336), buffers);
        Assert.Equal(645, buffers / 1024.0 / 1024.0, 0.5);
    }

    [Fact]
    public void LargestBatch_AnyContext_FitsAndOneMoreDoesNot() =>
        Property.Holds(Gen.Choose(1_000, 16_384), kvLength =>
        {
            var spec = Toy.Spec with { KvLength = kvLength };
            var largest = (int)HbmAccount.LargestBatch(spec);

            Assert.InRange(HbmAccount.Of(spec with { BatchPerNpu = largest }).Free, 0, long.MaxValue);
            Assert.InRange(HbmAccount.Of(spec with { BatchPerNpu = largest + 1 }).Free, long.MinValue, -1);
        });

    [Fact]
    public void LargestBatch_WeightsAloneDoNotFit_IsZero()
    {
        var tiny = Toy.Machine with { Die = Toy.Machine.Die with { HbmCapacity = new Bytes(1) } };

        Assert.Equal(0, HbmAccount.LargestBatch(Toy.Spec with { Machine = tiny }));
    }
}
