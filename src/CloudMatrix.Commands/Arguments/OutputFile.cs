namespace CloudMatrix.Commands;

/// <summary>A file that a run leaves behind: whole, or not at all.</summary>
/// <param name="path">Where it goes.</param>
internal sealed class OutputFile(string path)
{
    private readonly string _partial = $"{path}.{Environment.ProcessId}.partial";

    /// <summary>What keeps it from being written, or null; asked before a run, so that no run is in vain.</summary>
    public string? FindFault()
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        return Directory.Exists(path) ? $"{path} is a folder; name a file in it."
            : folder is null || !Directory.Exists(folder) ? $"{path}: the folder {folder} does not exist."
            : IsDevice(folder) ? $"{path} is a device; name a file."
            : FindFaultOfFolder();
    }

    /// <summary>Writes the file beside its place and moves it there when it is whole.</summary>
    public void Write(Action<Stream> write)
    {
        try
        {
            using (var stream = File.Create(_partial))
            {
                write(stream);
            }

            File.Move(_partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(_partial);
        }
    }

    // A move would put a file in the device's place.
    private static bool IsDevice(string folder) => $"{folder}/".StartsWith("/dev/", StringComparison.Ordinal);

    private string? FindFaultOfFolder()
    {
        try
        {
            File.Create(_partial, 1, FileOptions.DeleteOnClose).Dispose();
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"{path}: cannot be written: {exception.Message}";
        }
    }
}
