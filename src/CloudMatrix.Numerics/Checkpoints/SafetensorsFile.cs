using System.Buffers.Binary;
using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>A safetensors file, mapped: 8 bytes of header length, header, data.</summary>
public sealed class SafetensorsFile : IDisposable
{
    private const int LengthBytes = 8;
    private const int MaxHeaderBytes = 100_000_000;

    private readonly MappedFile _file;
    private readonly Dictionary<string, CheckpointTensor> _tensors;

    private SafetensorsFile(MappedFile file, Dictionary<string, CheckpointTensor> tensors)
    {
        _file = file;
        _tensors = tensors;
    }

    /// <summary>Bytes of the file.</summary>
    public Bytes Size => new(_file.Length);

    /// <summary>Names of all tensors.</summary>
    public IReadOnlyCollection<string> Names => _tensors.Keys;

    /// <summary>Maps a file and checks its header.</summary>
    /// <exception cref="ConfigurationException">It cannot be read, is corrupt or truncated; names tensors.</exception>
    public static SafetensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = MappedFile.Open(path);
        try
        {
            return new SafetensorsFile(file, Read(file, path));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The tensor of this name; null where the file has none.</summary>
    public CheckpointTensor? Find(string name) => _tensors.GetValueOrDefault(name);

    /// <summary>Unmaps the file; its tensors cannot be read any more.</summary>
    public void Dispose() => _file.Dispose();

    private static Dictionary<string, CheckpointTensor> Read(MappedFile file, string path)
    {
        if (file.Length < LengthBytes)
        {
            throw new ConfigurationException([$"{path}: has {file.Length} bytes, too few for a header"]);
        }

        var headerBytes = BinaryPrimitives.ReadUInt64LittleEndian(file.Read(0, LengthBytes));
        if (headerBytes > MaxHeaderBytes || LengthBytes + (long)headerBytes > file.Length)
        {
            throw new ConfigurationException([$"{path}: a header of {headerBytes} bytes does not fit into the file of "
                + $"{file.Length} bytes: corrupt, truncated, or no safetensors file"]);
        }

        var dataStart = LengthBytes + (long)headerBytes;
        var faults = new List<string>();
        var json = file.Read(LengthBytes, (int)headerBytes).ToArray();
        var entries = SafetensorsHeader.Read(json, file.Length - dataStart, faults);
        return faults.Count == 0
            ? entries.ToDictionary(
                entry => entry.Name, entry => new CheckpointTensor(file, dataStart, entry), StringComparer.Ordinal)
            : throw new ConfigurationException(FaultList.Shorten(faults).Select(fault => $"{path}: {fault}"));
    }
}
