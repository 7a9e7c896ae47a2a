namespace CloudMatrix.Commands.Tests;

/// <summary>
/// A picture that is kept beside its test. To keep a new one, run the tests with CLOUDMATRIX_WRITE_GOLDEN=1 and look
/// at it.
/// </summary>
internal static class GoldenPicture
{
    private const string Folder = "tests/CloudMatrix.Commands.Tests/Drawing/Golden";

    public static byte[] Read(string name, byte[] drawn)
    {
        var path = Repository.PathOf($"{Folder}/{name}");
        if (Environment.GetEnvironmentVariable("CLOUDMATRIX_WRITE_GOLDEN") == "1")
        {
            File.WriteAllBytes(path, drawn);
        }

        return File.ReadAllBytes(path);
    }
}
