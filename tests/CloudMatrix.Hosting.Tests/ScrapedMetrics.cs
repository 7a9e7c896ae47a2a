using System.Globalization;
using System.Text;

namespace CloudMatrix.Hosting.Tests;

/// <summary>Reads Prometheus' text format strictly, as a scraper does.</summary>
internal sealed class ScrapedMetrics
{
    private readonly Dictionary<string, (string Help, string Type)> _families = [];
    private readonly Dictionary<string, double> _samples = [];
    private string? _family;

    private ScrapedMetrics()
    {
    }

    public IReadOnlyDictionary<string, double> Samples => _samples;

    public static ScrapedMetrics Of(byte[] utf8)
    {
        var metrics = new ScrapedMetrics();
        var text = Encoding.UTF8.GetString(utf8);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        foreach (var line in text[..^1].Split('\n'))
        {
            metrics.Take(line);
        }

        return metrics;
    }

    public string TypeOf(string family) => _families[family].Type;

    public string HelpOf(string family) => _families[family].Help;

    /// <summary>A sample by its name and labels, with values as they were before they were escaped.</summary>
    public double this[string name, params (string Name, string Value)[] labels] => _samples[KeyOf(name, labels)];

    private static string KeyOf(string name, IEnumerable<(string Name, string Value)> labels) =>
        name + string.Concat(labels.Select(label => $"|{label.Name}={label.Value}"));

    private void Take(string line)
    {
        if (line.StartsWith("# HELP ", StringComparison.Ordinal))
        {
            var parts = line.Split(' ', 4);
            _family = parts[2];
            Assert.True(_families.TryAdd(_family, (parts[3], "")), $"{_family} is told twice.");
        }
        else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
        {
            var parts = line.Split(' ');
            Assert.Equal(_family, parts[2]);
            _families[_family!] = (_families[_family!].Help, parts[3]);
        }
        else
        {
            TakeSample(line);
        }
    }

    private void TakeSample(string line)
    {
        var at = 0;
        while (char.IsAsciiLetterOrDigit(line[at]) || line[at] == '_')
        {
            at++;
        }

        var name = line[..at];
        Assert.StartsWith(_family!, name, StringComparison.Ordinal);
        var labels = new List<(string, string)>();
        if (line[at] == '{')
        {
            do
            {
                labels.Add(ReadLabel(line, ref at));
            }
            while (line[at] == ',');
            Assert.Equal('}', line[at++]);
        }

        Assert.Equal(' ', line[at]);
        var value = line[(at + 1)..] is "+Inf" ? double.PositiveInfinity
            : double.Parse(line[(at + 1)..], CultureInfo.InvariantCulture);
        Assert.True(_samples.TryAdd(KeyOf(name, labels), value), $"{line} is told twice.");
    }

    private static (string Name, string Value) ReadLabel(string line, ref int at)
    {
        var equals = line.IndexOf('=', at);
        var name = line[(at + 1)..equals];
        Assert.Equal('"', line[equals + 1]);
        var value = new StringBuilder();
        for (at = equals + 2; line[at] != '"'; at++)
        {
            value.Append(line[at] != '\\' ? line[at] : line[++at] == 'n' ? '\n' : line[at]);
        }

        at++;
        return (name, value.ToString());
    }
}
