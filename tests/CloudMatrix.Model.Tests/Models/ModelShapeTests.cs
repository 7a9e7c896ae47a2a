namespace CloudMatrix.Model.Tests;

public sealed class ModelShapeTests
{
    [Theory]
    [InlineData("deepseek-v2-lite", 15.7, 2.4)]
    [InlineData("kimi-k2", 1_027, 31.7)]
    [InlineData("qwen3-235b-a22b", 235, 21.6)]
    public void Parameters_PublishedModel_AreAsPublished(string name, double totalBillions, double activeBillions)
    {
        var model = ModelTexts.Read(name);

        AssertWithin(0.01, totalBillions, model.TotalParameters / 1e9);
        AssertWithin(0.03, activeBillions, model.ActiveParameters / 1e9);
    }

    [Fact]
    public void Parameters_DefaultModel_AreAsPublished()
    {
        var model = DefaultModel.Read();

        AssertWithin(0.01, 671, model.TotalParameters / 1e9);
        AssertWithin(0.01, 36.7, model.ActiveParameters / 1e9);
        AssertWithin(0.02, 11.5, model.ParametersPerMtpLayer / 1e9);
    }

    [Fact]
    public void TotalParameters_SumOfParts_IsTheTotal()
    {
        var model = DefaultModel.Read();

        var moeLayer = model.ParametersPerAttention + model.ParametersPerGate + (257 * model.ParametersPerExpert);
        var denseLayer = model.ParametersPerAttention + model.ParametersPerDenseFeedForward;

        Assert.Equal((58 * moeLayer) + (3 * denseLayer) + (2 * model.ParametersPerEmbedding), model.TotalParameters);
    }

    [Fact]
    public void TotalParameters_TiedEmbeddings_CountsThemOnce()
    {
        var model = DefaultModel.Read();

        var tied = model with { TiedEmbeddings = true };

        Assert.Equal(model.TotalParameters - model.ParametersPerEmbedding, tied.TotalParameters);
        Assert.Equal(model.ActiveParameters, tied.ActiveParameters);
    }

    [Fact]
    public void Paper_Section2_KvBytesPerToken()
    {
        var model = DefaultModel.Read();

        Assert.Equal(new Bytes(70_272), model.KvBytesPerTokenPerLayer(bytesPerElement: 2) * model.Layers);
    }

    [Fact]
    public void KvBytesPerTokenPerLayer_GroupedQueries_CountsKeysAndValues() => Assert.Equal(
        new Bytes(2 * 4 * 128 * 2), ModelTexts.Read("qwen3-235b-a22b").KvBytesPerTokenPerLayer(bytesPerElement: 2));

    private static void AssertWithin(double share, double expected, double actual) =>
        Assert.True(Math.Abs(actual - expected) <= share * expected, $"expected {expected}, got {actual}");
}
