using System.Xml.Linq;

namespace CloudMatrix.Tidy.Tests;

/// <summary>No project turns a warning off, or lives with one.</summary>
internal static class SilencedWarnings
{
    public static IEnumerable<Violation> Check(ProjectFile project) =>
        from element in project.Elements
        let fault = FaultOf(element)
        where fault is not null
        select project.Violation(element, fault);

    private static string? FaultOf(XElement element) => element switch
    {
        { Name.LocalName: "NoWarn" } => "NoWarn",
        _ when element.Attribute("NoWarn") is not null => "NoWarn",
        { Name.LocalName: "TreatWarningsAsErrors", Value: not "true" } => "warnings are errors everywhere",
        _ => null,
    };
}
