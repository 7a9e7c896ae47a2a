using System.Xml;
using System.Xml.Linq;

namespace CloudMatrix.Tidy.Tests;

/// <summary>One MSBuild file: a project, or the properties that projects share.</summary>
internal sealed class ProjectFile
{
    private readonly XDocument _document;

    /// <param name="path">From the repository's root, with forward slashes.</param>
    /// <param name="text">The file's text.</param>
    public ProjectFile(string path, string text)
    {
        Path = path;
        _document = XDocument.Parse(text, LoadOptions.SetLineInfo);
    }

    public string Path { get; }

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public IEnumerable<XElement> Elements => _document.Descendants();

    public IEnumerable<XElement> All(string element) => _document.Descendants(element);

    /// <summary>The names of the projects that this one references.</summary>
    public IEnumerable<string> References => All("ProjectReference").Select(ReferencedName);

    /// <summary>Whether the project itself names an Orleans package.</summary>
    public bool NamesOrleans => All("PackageReference").Any(IsOrleans);

    public static string Included(XElement item) => (string?)item.Attribute("Include") ?? "";

    public static string ReferencedName(XElement reference) =>
        System.IO.Path.GetFileNameWithoutExtension(Included(reference).Replace('\\', '/'));

    public static bool IsOrleans(XElement package) =>
        Included(package).StartsWith("Microsoft.Orleans.", StringComparison.Ordinal);

    public Violation Violation(XObject place, string what) => new(Path, ((IXmlLineInfo)place).LineNumber, what);
}
