using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>
/// Finds the weights of a model in a checkpoint. What is missing or has another shape adds a fault, so that one loading
/// finds every fault; what is then returned is never used.
/// </summary>
internal sealed class WeightReader(Checkpoint checkpoint, Precision precision)
{
    private const string ScaleSuffix = "_scale_inv";

    private readonly List<string> _faults = [];

    /// <summary>What activations are rounded to.</summary>
    public Precision Precision => precision;

    /// <summary>Whether the checkpoint has a tensor, for those that a model may have or not.</summary>
    public bool Has(string name) => checkpoint.Find(name) is not null;

    /// <summary>Whether the checkpoint has any tensor whose name begins so.</summary>
    public bool HasAny(string prefix) =>
        checkpoint.Names.Any(name => name.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>A linear layer; the tensor's name is the layer's and ".weight".</summary>
    public Linear Linear(string name, int outputs, int inputs) =>
        new(Matrix($"{name}.weight", outputs, inputs), precision);

    /// <summary>A normalisation; the tensor's name is the normalisation's and ".weight".</summary>
    public RmsNorm Norm(string name, int width, float epsilon) =>
        new(Vector($"{name}.weight", width), epsilon, precision);

    /// <summary>A matrix, left where it is mapped.</summary>
    public IWeightMatrix Matrix(string name, int rows, int columns)
    {
        var tensor = Find(name, rows, columns);
        if (tensor is null)
        {
            return MissingMatrix.Instance;
        }

        return MappedMatrix.CanRead(tensor) ? new MappedMatrix(tensor)
            : tensor.Format == TensorFormat.F8E4M3 ? BlockScaled(tensor)
            : Refused(tensor);
    }

    /// <summary>A vector, widened to float32.</summary>
    public ImmutableArray<float> Vector(string name, int length)
    {
        if (Find(name, length) is not { } tensor)
        {
            return [];
        }

        if (!MappedMatrix.CanRead(tensor))
        {
            Refuse(tensor);
            return [];
        }

        return [.. MappedMatrix.Read(tensor, 0, new float[length])];
    }

    /// <summary>Throws if anything was wrong.</summary>
    /// <exception cref="ConfigurationException">All faults, up to a number that one can read.</exception>
    public void ThrowIfAny()
    {
        if (_faults.Count > 0)
        {
            throw new ConfigurationException(FaultList.Shorten(_faults));
        }
    }

    private CheckpointTensor? Find(string name, params ReadOnlySpan<long> shape)
    {
        var wanted = string.Join(", ", shape.ToArray());
        if (checkpoint.Find(name) is not { } tensor)
        {
            _faults.Add($"{name}: missing from the checkpoint; [{wanted}] is expected");
            return null;
        }

        if (!tensor.Shape.AsSpan().SequenceEqual(shape))
        {
            _faults.Add($"{name}: is {tensor.Description}; config.json asks for [{wanted}]");
            return null;
        }

        return tensor;
    }

    private IWeightMatrix BlockScaled(CheckpointTensor tensor)
    {
        var (rows, columns) = ((int)tensor.Shape[0], (int)tensor.Shape[1]);
        var scales = Find(
            tensor.Name + ScaleSuffix, BlockScaledMatrix.BlocksOf(rows), BlockScaledMatrix.BlocksOf(columns));
        if (scales is null)
        {
            return MissingMatrix.Instance;
        }

        return scales.Format == TensorFormat.F32 ? new BlockScaledMatrix(tensor, scales) : Refused(scales);
    }

    private MissingMatrix Refused(CheckpointTensor tensor)
    {
        Refuse(tensor);
        return MissingMatrix.Instance;
    }

    private void Refuse(CheckpointTensor tensor) =>
        _faults.Add($"{tensor.Name}: {tensor.Description} is not stored as F32, BF16, F16 or block-scaled F8_E4M3");
}
