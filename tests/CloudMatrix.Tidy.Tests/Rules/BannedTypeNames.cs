namespace CloudMatrix.Tidy.Tests;

/// <summary>A type is named after what it is; these endings say nothing.</summary>
internal static class BannedTypeNames
{
    private static readonly string[] Endings =
    [
        "Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Data", "Info", "Processor", "Handler",
    ];

    public static IEnumerable<Violation> Check(SourceFile file) =>
        from type in file.Types()
        let name = type.Name()
        let ending = Endings.FirstOrDefault(ending => name.Text.EndsWith(ending, StringComparison.Ordinal))
        where ending is not null
        select file.Violation(name, $"{name} ends in {ending}, which says nothing");
}
