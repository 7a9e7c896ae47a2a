namespace CloudMatrix.Simulation.Tests;

public sealed class PrefillHbmAccountTests
{
    [Fact]
    public void Of_Toy_AddsUpItsParts()
    {
        // 32 experts and 8 replicas on 8 dies: five slots each, and the shared expert; one head of eight.
        const long expert = 3 * 1024 * 512;
        const long attention = (256 * (1024 + 96)) + (1024 * 160) + (128 * 128) + (8 * 64 * 1024);
        const long weights = (4 * attention)
            + (6 * expert * 3)
            + (1024 * 32 * 3 * 4)
            + (3 * 1024 * 2048)
            + (8192 * 1024 * (2 + 1));

        var use = PrefillHbmAccount.Of(ToyPrefill.Spec);

        Assert.Equal(weights, use.Weights);
        Assert.Equal(4004L * 160 * 2 * 4, use.Kv);
        Assert.Equal((2002 * (832 + (2 * 160 * 2))) + (2L * 501 * 4 * (1536 + 2048)), use.Buffers);
        Assert.Equal(1_000_000_000, use.Weights + use.Kv + use.Buffers + use.Free);
    }
}
