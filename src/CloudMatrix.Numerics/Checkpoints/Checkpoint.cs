using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>
/// The weights of a model as they are published: <c>model.safetensors</c>, or the files that
/// <c>model.safetensors.index.json</c> names. All are mapped; nothing is read before it is asked for.
/// </summary>
public sealed class Checkpoint : IDisposable
{
    private readonly Dictionary<string, SafetensorsFile> _files;
    private readonly IReadOnlyDictionary<string, string> _fileOfTensor;

    private Checkpoint(Dictionary<string, SafetensorsFile> files, IReadOnlyDictionary<string, string> fileOfTensor)
    {
        _files = files;
        _fileOfTensor = fileOfTensor;
    }

    /// <summary>Bytes of all files.</summary>
    public Bytes Size => new(_files.Values.Sum(file => file.Size.Count));

    /// <summary>Names of all tensors.</summary>
    public IEnumerable<string> Names => _fileOfTensor.Keys;

    /// <summary>Maps the files of a folder.</summary>
    /// <exception cref="ConfigurationException">A file is missing, corrupt or truncated; holds all faults.</exception>
    public static Checkpoint Open(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var index = Path.Combine(folder, CheckpointFiles.Index);
        if (!File.Exists(index))
        {
            var file = SafetensorsFile.Open(Path.Combine(folder, CheckpointFiles.Weights));
            return new Checkpoint(
                new Dictionary<string, SafetensorsFile>(StringComparer.Ordinal) { [CheckpointFiles.Weights] = file },
                file.Names.ToDictionary(name => name, _ => CheckpointFiles.Weights, StringComparer.Ordinal));
        }

        var fileOfTensor = CheckpointIndex.Read(index);
        return new Checkpoint(OpenAll(folder, fileOfTensor.Values.Distinct()), fileOfTensor);
    }

    /// <summary>The tensor of this name; null where the checkpoint has none.</summary>
    public CheckpointTensor? Find(string name) =>
        _fileOfTensor.TryGetValue(name, out var file) ? _files[file].Find(name) : null;

    /// <summary>Unmaps all files; no tensor of theirs can be read any more.</summary>
    public void Dispose()
    {
        foreach (var file in _files.Values)
        {
            file.Dispose();
        }
    }

    private static Dictionary<string, SafetensorsFile> OpenAll(string folder, IEnumerable<string> names)
    {
        var files = new Dictionary<string, SafetensorsFile>(StringComparer.Ordinal);
        var faults = new List<string>();
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            try
            {
                files.Add(name, SafetensorsFile.Open(Path.Combine(folder, name)));
            }
            catch (ConfigurationException exception)
            {
                faults.AddRange(exception.Faults);
            }
        }

        if (faults.Count == 0)
        {
            return files;
        }

        foreach (var file in files.Values)
        {
            file.Dispose();
        }

        throw new ConfigurationException(faults);
    }
}
