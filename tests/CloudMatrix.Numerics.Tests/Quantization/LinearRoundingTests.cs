using CloudMatrix.Model;

namespace CloudMatrix.Numerics.Tests;

/// <summary>Each part of the scheme brings a layer nearer to the exact one where it has something to do.</summary>
public sealed class LinearRoundingTests
{
    private const int Inputs = 64;
    private const int Outputs = 24;

    private const QuantizationParts Search = QuantizationParts.Naive | QuantizationParts.ScaleSearch;
    private const QuantizationParts Turn = QuantizationParts.Naive | QuantizationParts.OutlierSuppression;
    private const QuantizationParts Clip = QuantizationParts.Naive | QuantizationParts.Clipping;

    [Fact]
    public void Round_LoudChannels_NeedSearchOrRotation()
    {
        var layer = Layer(loudness: 64);
        var naive = ErrorOf(layer, QuantizationParts.Naive);

        Assert.InRange(ErrorOf(layer, Search), 0, 0.05 * naive);
        Assert.InRange(ErrorOf(layer, Turn), 0, 0.5 * naive);
        Assert.InRange(ErrorOf(layer, QuantizationParts.All), 0, 0.05 * naive);
    }

    [Fact]
    public void Round_EvenChannels_AreNotMadeWorse()
    {
        var layer = Layer(loudness: 1);
        var naive = ErrorOf(layer, QuantizationParts.Naive);

        Assert.All([Search, Turn, Clip], parts => Assert.InRange(ErrorOf(layer, parts), 0, 1.0001 * naive));
        Assert.InRange(ErrorOf(layer, QuantizationParts.MixedPrecision), 1.2 * naive, double.MaxValue);
    }

    [Fact]
    public void Round_OneFarWeight_IsClipped()
    {
        var layer = Layer(loudness: 1, farWeight: 1.3f);

        var (clipped, naive) = (Round(layer, Clip).Matrix.Scales, Round(layer, QuantizationParts.Naive).Matrix.Scales);

        Assert.InRange(clipped[0], 0.79f * naive[0], 0.98f * naive[0]);
    }

    [Fact]
    public void Round_WhatIsShifted_IsAddedBack()
    {
        var layer = Layer(loudness: 16);

        var rounding = Round(layer, QuantizationParts.All);

        Assert.Contains(rounding.Bias!, shift => shift != 0);
        Assert.Null(Round(layer, QuantizationParts.Naive).Bias);
    }

    private static ObservedLinear Layer(float loudness, float? farWeight = null)
    {
        var (rows, weights) = (Even(128 * Inputs, "rows"), Even(Outputs * Inputs, "weights"));
        for (var i = 0; i < rows.Length; i += Inputs)
        {
            (rows[i + 3], rows[i + 40]) = (rows[i + 3] * loudness, rows[i + 40] * loudness);

            // The channel of the far weight is nearly silent.
            rows[i + 9] *= farWeight is null ? 1 : 0.001f;
        }

        for (var i = 0; i < weights.Length; i += Inputs)
        {
            (weights[i + 3], weights[i + 40]) = (weights[i + 3] / loudness, weights[i + 40] / loudness);
        }

        weights[9] = farWeight is { } far ? far * weights.AsSpan(0, Inputs).ToArray().Max(Math.Abs) : weights[9];
        var plan = new LinearPlan("layer", "layer", (Outputs, Inputs), LinearKind.Large);
        var matrix = new ArrayMatrix(weights, Inputs);
        var layer = new ObservedLinear(plan, matrix, new FloatWeights(matrix, Precision.Fp32));
        layer.Sample.Add(rows);
        return layer;
    }

    private static float[] Even(int count, string purpose)
    {
        var stream = SeededStream.Derive(2, purpose);
        var numbers = new float[count];
        for (var i = 0; i < count; i++)
        {
            numbers[i] = (float)stream.NextNormal();
        }

        return numbers;
    }

    private static LinearRounding Round(ObservedLinear layer, QuantizationParts parts)
    {
        var group = new LinearGroup("layer", [layer]);
        var transform = TransformSearch.Run(group, parts);
        return new LinearRounding(layer, group.FormatOf(transform, parts), transform, parts);
    }

    private static double ErrorOf(ObservedLinear layer, QuantizationParts parts)
    {
        var group = new LinearGroup("layer", [layer]);
        var transform = TransformSearch.Run(group, parts);
        var format = group.FormatOf(transform, parts);
        var trial = new LinearTrial(layer);
        return trial.ErrorsOf(new LinearRounding(layer, format, transform, parts).Matrix, trial.Packed(format)).Sum();
    }
}
