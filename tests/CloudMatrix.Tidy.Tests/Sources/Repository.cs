using System.Collections.Immutable;

namespace CloudMatrix.Tidy.Tests;

/// <summary>The files of this repository, read once.</summary>
internal static class Repository
{
    public const string Solution = "CloudMatrix.Orleans.sln";

    public const string CoreFilter = "CloudMatrix.Core.slnf";

    public const string CentralVersions = "Directory.Packages.props";

    private static readonly string[] Folders = ["docs", "samples", "src", "tests"];

    private static readonly string Root = FindRoot();

    private static readonly ImmutableArray<string> Paths = [.. WrittenPaths().Order(StringComparer.Ordinal)];

    /// <summary>Every C# file.</summary>
    public static ImmutableArray<SourceFile> Sources { get; } =
        [.. With(".cs").Select(path => new SourceFile(path, Read(path)))];

    /// <summary>The projects and what they share: every file that can set a property or a version.</summary>
    public static ImmutableArray<ProjectFile> BuildFiles { get; } =
        [.. With(".csproj", ".props", ".targets").Select(path => new ProjectFile(path, Read(path)))];

    /// <summary>Every project.</summary>
    public static IEnumerable<ProjectFile> Projects =>
        BuildFiles.Where(file => file.Path.EndsWith(".csproj", StringComparison.Ordinal));

    /// <summary>Every page of prose.</summary>
    public static IEnumerable<TextFile> Pages => With(".md").Select(Text);

    public static TextFile Text(string path) => new(path, Read(path));

    public static bool Exists(string path) => Path.Exists(Path.Combine(Root, path));

    private static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<string> With(params string[] extensions) =>
        Paths.Where(path => extensions.Contains(Path.GetExtension(path)));

    // The files at the root and those of its folders, but for what the build puts beside the sources.
    private static IEnumerable<string> WrittenPaths() =>
        Folders.Select(folder => Path.Combine(Root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Root))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj"));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, Solution)))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds {Solution}.");
    }
}
