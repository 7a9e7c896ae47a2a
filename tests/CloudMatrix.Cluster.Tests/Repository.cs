namespace CloudMatrix.Cluster.Tests;

/// <summary>Where the files of this repository and the programs built from it are.</summary>
internal static class Repository
{
    private const string Solution = "CloudMatrix.Orleans.sln";

    private static readonly DirectoryInfo Output = new(AppContext.BaseDirectory);

    public static string PathOf(string path) => Path.Combine(Root(), path);

    /// <summary>The program of a project that was built as these tests were.</summary>
    public static string ProgramOf(string project, string assembly) =>
        PathOf($"{project}/bin/{Output.Parent!.Name}/{Output.Name}/{assembly}.dll");

    private static string Root()
    {
        var folder = Output;
        while (!File.Exists(Path.Combine(folder!.FullName, Solution)))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
