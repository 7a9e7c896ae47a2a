using System.Globalization;

namespace CloudMatrix.Hosting;

/// <summary>Labels as Prometheus writes them: sorted by name, so that one set has one text.</summary>
internal static class PrometheusLabels
{
    /// <summary>E.g. <c>instance="decode-0",plane="UB"</c>; empty for no tags.</summary>
    public static string Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var labels = new List<string>(tags.Length);
        foreach (var (name, value) in tags)
        {
            var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            labels.Add($"{PrometheusName.Clean(name)}=\"{Escape(text)}\"");
        }

        labels.Sort(StringComparer.Ordinal);
        return string.Join(',', labels);
    }

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal);
}
