using System.Text.Json;
using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>Reads <c>model.safetensors.index.json</c>: which file of a sharded checkpoint holds which tensor.</summary>
internal static class CheckpointIndex
{
    private const string MapKey = "weight_map";

    /// <summary>From each tensor's name to the name of its file.</summary>
    /// <exception cref="ConfigurationException">It cannot be read, or names a file outside the folder.</exception>
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty(MapKey, out var map)
                || map.ValueKind != JsonValueKind.Object)
            {
                throw new ConfigurationException([$"{path}: {MapKey}: missing; it maps tensors to files"]);
            }

            var files = map.EnumerateObject().ToDictionary(
                tensor => tensor.Name, tensor => FileOf(tensor, path), StringComparer.Ordinal);
            return files.Count > 0 ? files : throw new ConfigurationException([$"{path}: {MapKey}: maps no tensor"]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([$"{path}: cannot be read: {exception.Message}"]);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new ConfigurationException([$"{path}: not an index: {exception.Message}"]);
        }
    }

    private static string FileOf(JsonProperty tensor, string path)
    {
        var file = tensor.Value.ValueKind == JsonValueKind.String ? tensor.Value.GetString()! : string.Empty;
        return file.Length > 0 && Path.GetFileName(file) == file
            ? file
            : throw new ConfigurationException([$"{path}: {MapKey}.{tensor.Name}: not the name of a file beside it"]);
    }
}
