using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>
/// Finds the weights of a model in a checkpoint. What is missing or has another shape adds a fault, so that one loading
/// finds every fault; what is then returned is never used.
/// </summary>
internal sealed class WeightReader
{
    private const string ScaleSuffix = "_scale_inv";

    private readonly Checkpoint _checkpoint;
    private readonly ILinearObserver? _observer;
    private readonly Int8Reader _int8;
    private readonly List<string> _faults = [];

    /// <summary>Reads nothing yet.</summary>
    /// <param name="checkpoint">The weights.</param>
    /// <param name="precision">What activations are rounded to.</param>
    /// <param name="observer">Stands between linear layers and what they multiply with; null for nobody.</param>
    public WeightReader(Checkpoint checkpoint, Precision precision, ILinearObserver? observer = null)
    {
        _checkpoint = checkpoint;
        _observer = observer;
        _int8 = new Int8Reader(this);
        Precision = precision;
    }

    /// <summary>What activations are rounded to.</summary>
    public Precision Precision { get; }

    /// <summary>Whether the checkpoint has a tensor, for those that a model may have or not.</summary>
    public bool Has(string name) => _checkpoint.Find(name) is not null;

    /// <summary>Whether the checkpoint has any tensor whose name begins so.</summary>
    public bool HasAny(string prefix) =>
        _checkpoint.Names.Any(name => name.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>
    /// A linear layer, one of those that may be rounded to 8 bits; the tensor's name is its and ".weight".
    /// </summary>
    /// <param name="name">The layer's.</param>
    /// <param name="outputs">Width of the results.</param>
    /// <param name="inputs">Width of the rows.</param>
    /// <param name="input">What layers that are handed the same rows have in common; null for the layer's name.</param>
    public Linear Linear(string name, int outputs, int inputs, string? input = null) =>
        new(Weights(new LinearPlan(name, input ?? name, (outputs, inputs), LinearKind.Large)), Precision);

    /// <summary>
    /// What a sensitive layer multiplies with, a gate or a head: rounded to 8 bits only if all else is.
    /// </summary>
    public ILinearWeights Sensitive(string name, int outputs, int inputs) =>
        Weights(new LinearPlan(name, name, (outputs, inputs), LinearKind.Sensitive));

    /// <summary>A normalisation; the tensor's name is the normalisation's and ".weight".</summary>
    public RmsNorm Norm(string name, int width, float epsilon) =>
        new(Vector($"{name}.weight", width), epsilon, Precision);

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
            : tensor.Format == TensorFormat.I8 ? _int8.Matrix(tensor)
            : Refused(tensor);
    }

    /// <summary>A vector, widened to float32; empty where it has a fault.</summary>
    public ImmutableArray<float> Vector(string name, params ReadOnlySpan<long> shape)
    {
        if (Find(name, shape) is not { } tensor)
        {
            return [];
        }

        if (!MappedMatrix.CanRead(tensor))
        {
            Refuse(tensor);
            return [];
        }

        return [.. MappedMatrix.Read(tensor, 0, new float[tensor.Count])];
    }

    /// <summary>Numbers in a tensor; 0 where there is none.</summary>
    public long CountOf(string name) => _checkpoint.Find(name)?.Count ?? 0;

    /// <summary>Adds a fault of one tensor.</summary>
    public void Fault(string name, string fault) => _faults.Add($"{name}: {fault}");

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
        if (_checkpoint.Find(name) is not { } tensor)
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

    private ILinearWeights Weights(LinearPlan plan)
    {
        var matrix = Matrix(plan.Tensor, plan.Size.Outputs, plan.Size.Inputs);
        ILinearWeights weights = matrix is Int8Matrix numbers
            ? _int8.Weights(plan, numbers)
            : new FloatWeights(matrix, Precision);
        return _observer?.Observe(plan, matrix, weights) ?? weights;
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
