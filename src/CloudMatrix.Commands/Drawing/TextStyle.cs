namespace CloudMatrix.Commands;

/// <summary>How a text is set.</summary>
/// <param name="Size">In pixels.</param>
/// <param name="Colour">Of the letters.</param>
internal sealed record TextStyle(double Size, Colour Colour)
{
    // A viewer picks the font, so these are bounds for plain ones rather than the widths of one.
    private const double CapitalWidth = 0.75;
    private const double LetterWidth = 0.62;
    private const double BoldWidth = 1.1;

    /// <summary>The plot's name.</summary>
    public static TextStyle Title { get; } = new(20, Colour.Ink) { IsBold = true };

    /// <summary>What the plot comes to.</summary>
    public static TextStyle Headline { get; } = new(14, Colour.Slate);

    /// <summary>The name of a panel.</summary>
    public static TextStyle Heading { get; } = new(14, Colour.Ink) { IsBold = true };

    /// <summary>What is said about a panel or the plot.</summary>
    public static TextStyle Remark { get; } = new(12, Colour.Slate);

    /// <summary>Figures and names in and around the boxes.</summary>
    public static TextStyle Label { get; } = new(11, Colour.Ink);

    /// <summary>Whether the letters are bold.</summary>
    public bool IsBold { get; init; }

    /// <summary>Which part of the text stands at its point.</summary>
    public TextAnchor Anchor { get; init; }

    /// <summary>No viewer should need more pixels for the text than this.</summary>
    public double WidthOf(string text)
    {
        var letters = text.Sum(letter => char.IsAsciiLetterUpper(letter) ? CapitalWidth : LetterWidth);
        return letters * Size * (IsBold ? BoldWidth : 1);
    }

    /// <summary>The text, cut where it would be wider than <paramref name="width"/> pixels.</summary>
    public string Fit(string text, double width)
    {
        var fitting = text;
        for (var letters = text.Length; letters > 0 && WidthOf(fitting) > width; letters--)
        {
            fitting = string.Concat(text.AsSpan(0, letters - 1), "…");
        }

        return fitting;
    }
}
