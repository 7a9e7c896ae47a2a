namespace CloudMatrix.Numerics.Tests;

/// <summary>Where checkpoints lie in the repository that these tests were built from.</summary>
internal static class Folders
{
    private const string Solution = "CloudMatrix.Orleans.sln";

    public static string TinyMoe => PathOf("models/tiny-moe");

    public static string Checkpoint(string name) => PathOf($"tests/CloudMatrix.Numerics.Tests/Checkpoints/{name}");

    private static string PathOf(string relative)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, Solution)))
        {
            folder = Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds {Solution}.");
        }

        return Path.Combine(folder, relative);
    }
}
