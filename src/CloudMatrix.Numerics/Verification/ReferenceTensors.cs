using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>Finds the tensors of a reference, and collects what is wrong with them.</summary>
internal sealed class ReferenceTensors(SafetensorsFile file, string path)
{
    private readonly List<string> _faults = [];

    /// <summary>A tensor of so many dimensions, whatever their sizes; null where there is none.</summary>
    public CheckpointTensor? FindOf(string name, TensorFormat format, int dimensions)
    {
        var tensor = file.Find(name);
        if (tensor is null)
        {
            Fault(name, "missing");
        }
        else if (tensor.Format != format || tensor.Shape.Length != dimensions)
        {
            var wanted = $"{TensorFormats.NameOf(format)} of {dimensions} dimensions";
            Fault(name, $"is {tensor.Description}; {wanted} is expected");
            return null;
        }

        return tensor;
    }

    /// <summary>A tensor of exactly this shape.</summary>
    public CheckpointTensor? Find(string name, TensorFormat format, params ReadOnlySpan<long> shape)
    {
        if (FindOf(name, format, shape.Length) is not { } tensor)
        {
            return null;
        }

        if (tensor.Shape.AsSpan().SequenceEqual(shape))
        {
            return tensor;
        }

        Fault(name, $"is {tensor.Description}; [{string.Join(", ", shape.ToArray())}] is expected");
        return null;
    }

    /// <summary>Adds a fault of one tensor.</summary>
    public void Fault(string name, string fault) => _faults.Add($"{path}: {name}: {fault}");

    /// <summary>Throws if anything was wrong.</summary>
    /// <exception cref="ConfigurationException">All faults, up to a number that one can read.</exception>
    public void ThrowIfAny()
    {
        if (_faults.Count > 0)
        {
            throw new ConfigurationException(FaultList.Shorten(_faults));
        }
    }
}
