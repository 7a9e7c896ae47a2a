using System.Globalization;
using System.Text.RegularExpressions;

namespace CloudMatrix.Cluster.Tests;

/// <summary>Samples of a text that a silo showed a scraper.</summary>
internal sealed partial class ScrapedText(string text)
{
    /// <summary>The one sample of this name whose labels hold all of these.</summary>
    public double this[string name, params string[] labels] => Assert.Single(Samples(name, labels));

    /// <summary>The samples of this name whose labels hold all of these.</summary>
    public IReadOnlyList<double> Samples(string name, params string[] labels) =>
    [
        .. Line().Matches(text)
            .Where(line => line.Groups["name"].Value == name
                && labels.All(label => line.Groups["labels"].Value.Contains(label, StringComparison.Ordinal)))
            .Select(line => double.Parse(line.Groups["value"].Value, CultureInfo.InvariantCulture)),
    ];

    [GeneratedRegex(@"^(?<name>\w+)(\{(?<labels>.*)\})? (?<value>\S+)$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
