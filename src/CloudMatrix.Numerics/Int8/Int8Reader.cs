using System.Numerics;

namespace CloudMatrix.Numerics;

/// <summary>Finds what belongs to 8-bit weights: scales, biases, and what is done to rows before.</summary>
/// <param name="tensors">Finds tensors, and takes faults.</param>
internal sealed class Int8Reader(WeightReader tensors)
{
    private readonly Dictionary<string, Int8RowFormat> _inputs = new(StringComparer.Ordinal);

    /// <summary>A matrix with its scales.</summary>
    /// <param name="numbers">I8 [rows, columns].</param>
    public IWeightMatrix Matrix(CheckpointTensor numbers)
    {
        var rows = (int)numbers.Shape[0];
        var name = Int8Names.WeightScale(numbers.Name);
        var scales = tensors.CountOf(name) == 1 && rows > 1 ? PositiveOf(name, 1) : PositiveOf(name, rows, 1);
        return scales.Length == rows ? new Int8Matrix(numbers, scales)
            : scales.Length == 1 ? new Int8Matrix(numbers, [.. Enumerable.Repeat(scales[0], rows)])
            : MissingMatrix.Instance;
    }

    /// <summary>What a layer multiplies with.</summary>
    public Int8Weights Weights(LinearPlan plan, Int8Matrix matrix)
    {
        var bias = Int8Names.Bias(plan.Name);
        float[]? shifts = tensors.Has(bias) ? [.. tensors.Vector(bias, plan.Size.Outputs)] : null;
        return new Int8Weights(matrix, shifts, InputOf(plan));
    }

    // Layers with one input share its format.
    private Int8RowFormat InputOf(LinearPlan plan)
    {
        if (!_inputs.TryGetValue(plan.Input, out var format))
        {
            var width = plan.Size.Inputs;
            var channels = Int8Names.ChannelScales(plan.Input);
            var scale = Int8Names.InputScale(plan.Input);
            var transform = new InputTransform(
                tensors.Has(channels) ? PositiveOf(channels, width) : null, RotationOf(plan));
            format = new Int8RowFormat(
                width, transform, tensors.Has(scale) ? PositiveOf(scale, 1).FirstOrDefault() : null);
            _inputs.Add(plan.Input, format);
        }

        return format;
    }

    private int RotationOf(LinearPlan plan)
    {
        var name = Int8Names.RotationBlock(plan.Input);
        var block = tensors.Has(name) ? tensors.Vector(name, 1).FirstOrDefault(1) : 1;
        if (block >= 1 && block <= plan.Size.Inputs && BitOperations.IsPow2((int)block)
            && plan.Size.Inputs % block == 0)
        {
            return (int)block;
        }

        tensors.Fault(name, $"{block} is not a power of two that divides {plan.Size.Inputs}");
        return 1;
    }

    private float[] PositiveOf(string name, params ReadOnlySpan<long> shape)
    {
        float[] numbers = [.. tensors.Vector(name, shape)];
        var bad = Array.FindIndex(numbers, number => !float.IsFinite(number) || number <= 0);
        if (bad >= 0)
        {
            tensors.Fault(name, $"{numbers[bad]} at {bad} is not a finite number above 0");
        }

        return numbers;
    }
}
