namespace CloudMatrix.Commands.Tests;

/// <summary>Where the repository is that these tests were built from.</summary>
internal static class Repository
{
    private const string Solution = "CloudMatrix.Orleans.sln";

    public static string PathOf(string relative)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, Solution)))
        {
            folder = Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds {Solution}.");
        }

        return Path.Combine(folder, relative);
    }

    /// <summary>
    /// A program built beside these tests, in the same configuration: bin/&lt;configuration&gt;/&lt;framework&gt;.
    /// </summary>
    public static string OutputOf(string project, string assembly)
    {
        var output = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        var framework = Path.GetFileName(output);
        var configuration = Path.GetFileName(Path.GetDirectoryName(output)!);
        var path = PathOf($"{project}/bin/{configuration}/{framework}/{assembly}.dll");
        Assert.True(File.Exists(path), $"{path} is missing: build {project} first.");
        return path;
    }
}
