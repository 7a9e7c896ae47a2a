namespace CloudMatrix.Commands;

/// <summary>A folder that a verb leaves behind: whole, or not at all.</summary>
/// <param name="path">Where it goes.</param>
internal sealed class OutputFolder(string path)
{
    private readonly string _partial = $"{Path.TrimEndingDirectorySeparator(path)}.{Environment.ProcessId}.partial";
    private readonly string _old = $"{Path.TrimEndingDirectorySeparator(path)}.{Environment.ProcessId}.old";

    /// <summary>What keeps it from being written, or null; asked before a run, so that no run is in vain.</summary>
    public string? FindFault()
    {
        var parent = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        if (File.Exists(path))
        {
            return $"{path} is a file; name a folder.";
        }

        if (parent is null || !Directory.Exists(parent))
        {
            return $"{path}: the folder {parent} does not exist.";
        }

        try
        {
            Directory.CreateDirectory(_partial);
            Directory.Delete(_partial);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"{path}: cannot be written: {exception.Message}";
        }
    }

    /// <summary>
    /// Fills the folder beside its place and moves it there when it is whole; what was there is gone then.
    /// </summary>
    public T Write<T>(Func<string, T> write)
    {
        try
        {
            Directory.CreateDirectory(_partial);
            var written = write(_partial);
            if (Directory.Exists(path))
            {
                Directory.Move(path, _old);
            }

            Directory.Move(_partial, path);
            return written;
        }
        finally
        {
            Delete(_partial);
            Delete(_old);
        }
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
