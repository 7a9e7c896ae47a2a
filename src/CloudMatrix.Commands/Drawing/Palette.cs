namespace CloudMatrix.Commands;

/// <summary>Colours of lines that stand side by side in a chart.</summary>
internal static class Palette
{
    /// <summary>The line that matters most.</summary>
    public static Colour First => Colour.Of(0x1f6fb2);

    /// <summary>The next.</summary>
    public static Colour Second => Colour.Of(0xd9822b);

    /// <summary>The third.</summary>
    public static Colour Third => Colour.Of(0x2f8f5b);
}
