namespace CloudMatrix.Numerics;

/// <summary>What lies in a checkpoint's folder.</summary>
internal static class CheckpointFiles
{
    /// <summary>What the model is.</summary>
    public const string Config = "config.json";

    /// <summary>The weights, if they are in one file.</summary>
    public const string Weights = "model.safetensors";

    /// <summary>Where each tensor is, if they are in several.</summary>
    public const string Index = "model.safetensors.index.json";

    /// <summary>What another implementation computed.</summary>
    public const string Reference = "reference.safetensors";

    private const string WeightsSuffix = ".safetensors";

    /// <summary>Copies all files that are neither weights nor <see cref="Config"/>.</summary>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static void CopyBeside(string source, string target)
    {
        foreach (var file in new DirectoryInfo(source).EnumerateFiles().Where(IsBeside))
        {
            file.CopyTo(Path.Combine(target, file.Name));
        }
    }

    private static bool IsBeside(FileInfo file) =>
        file.Name is not (Config or Index)
        && (file.Name == Reference || !file.Name.EndsWith(WeightsSuffix, StringComparison.Ordinal));
}
