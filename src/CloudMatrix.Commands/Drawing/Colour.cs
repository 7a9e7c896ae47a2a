namespace CloudMatrix.Commands;

/// <summary>A colour of the plot.</summary>
/// <param name="Red">0 to 255.</param>
/// <param name="Green">0 to 255.</param>
/// <param name="Blue">0 to 255.</param>
internal readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    private const double LightFrom = 125;

    /// <summary>The page.</summary>
    public static Colour White => Of(0xffffff);

    /// <summary>Headings, and figures on light ground.</summary>
    public static Colour Ink => Of(0x1f2933);

    /// <summary>What explains the figures.</summary>
    public static Colour Slate => Of(0x5b6773);

    /// <summary>Lines of the axes.</summary>
    public static Colour Rule => Of(0xb8c0c8);

    /// <summary>Lines across the panels, and time in which nothing is done.</summary>
    public static Colour Mist => Of(0xe6e9ed);

    /// <summary>The ink that reads well on this ground: white or dark.</summary>
    public Colour Contrast => (0.299 * Red) + (0.587 * Green) + (0.114 * Blue) < LightFrom ? White : Ink;

    /// <summary>A colour as it is commonly written.</summary>
    /// <param name="rgb">E.g. 0x1f2933.</param>
    public static Colour Of(int rgb) => new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);

    /// <summary>Mixed with white.</summary>
    /// <param name="white">0: as it is; 1: white.</param>
    public Colour Faded(double white)
    {
        return new Colour(Mix(Red), Mix(Green), Mix(Blue));

        byte Mix(byte part) => (byte)Math.Round(part + ((255 - part) * white));
    }

    /// <summary>E.g. "#1f2933".</summary>
    public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";
}
