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
}
