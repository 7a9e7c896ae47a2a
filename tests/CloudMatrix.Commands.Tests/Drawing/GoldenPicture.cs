namespace CloudMatrix.Commands.Tests;

/// <summary>
/// A picture that is kept beside its test. To keep a new one, set CLOUDMATRIX_WRITE_GOLDEN=1, run the tests, and look at it.
/// </summary>
internal static class GoldenPicture
{
    private const string Folder = "tests/CloudMatrix.Commands.Tests/Drawing/Golden";

    public static byte[] Read(string name, byte[] drawn)
    {
        var path = Path.Combine(Repository(), Folder, name);
        if (Environment.GetEnvironmentVariable("CLOUDMATRIX_WRITE_GOLDEN") == "1")
        {
            File.WriteAllBytes(path, drawn);
        }

        return File.ReadAllBytes(path);
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CloudMatrix.Orleans.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }
}
