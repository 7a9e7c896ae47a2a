using System.Numerics.Tensors;

namespace CloudMatrix.Numerics;

/// <summary>What a layer gives for the rows that it kept, exactly and when rounded in some way.</summary>
internal sealed class LinearTrial
{
    private readonly ObservedLinear _layer;
    private readonly float[] _weights;
    private readonly float[] _exact;

    /// <summary>Reads the weights, and multiplies the rows in float32.</summary>
    public LinearTrial(ObservedLinear layer)
    {
        var (outputs, inputs) = layer.Plan.Size;
        _layer = layer;
        _weights = new float[outputs * inputs];
        layer.Matrix.Read(Range.All, _weights).CopyTo(_weights);
        _exact = new float[layer.Sample.Count * outputs];
        MatrixProduct.Run(layer.Sample.Rows, layer.Matrix, _exact);
    }

    /// <summary>Width of the results.</summary>
    public int Outputs => _layer.Plan.Size.Outputs;

    /// <summary>The weights, transformed [outputs, inputs].</summary>
    public float[] Transformed(InputTransform transform)
    {
        var weights = (float[])_weights.Clone();
        var inputs = _layer.Plan.Size.Inputs;
        for (var first = 0; first < weights.Length; first += inputs)
        {
            transform.ApplyInverse(weights.AsSpan(first, inputs));
        }

        return weights;
    }

    /// <summary>The rows, packed.</summary>
    public byte[] Packed(Int8RowFormat format)
    {
        var packed = new byte[_layer.Sample.Count * format.RowBytes];
        format.Pack(_layer.Sample.Rows, packed);
        return packed;
    }

    /// <summary>Of each output the sum over rows of (rounded − exact)².</summary>
    public float[] ErrorsOf(RoundedMatrix matrix, ReadOnlySpan<byte> packed)
    {
        var errors = new float[Outputs];
        using var differences = Differences(matrix, packed);
        for (var row = 0; row < _layer.Sample.Count; row++)
        {
            TensorPrimitives.MultiplyAdd<float>(differences[row], differences[row], errors, errors);
        }

        return errors;
    }

    /// <summary>Of each output the mean over rows of exact − rounded: what is added back.</summary>
    public float[] ShiftsOf(RoundedMatrix matrix, ReadOnlySpan<byte> packed)
    {
        var shifts = new float[Outputs];
        using var differences = Differences(matrix, packed);
        for (var row = 0; row < _layer.Sample.Count; row++)
        {
            TensorPrimitives.Subtract<float>(shifts, differences[row], shifts);
        }

        TensorPrimitives.Divide(shifts, Math.Max(_layer.Sample.Count, 1), shifts);
        return shifts;
    }

    // Rounded less exact [rows, outputs].
    private RentedRows<float> Differences(RoundedMatrix matrix, ReadOnlySpan<byte> packed)
    {
        var results = RentedRows<float>.Rent(_layer.Sample.Count, Outputs);
        matrix.Multiply(new Int8Rows(packed, _layer.Plan.Size.Inputs), results.All);
        TensorPrimitives.Subtract(results.All, _exact, results.All);
        return results;
    }
}
