namespace CloudMatrix.Commands;

/// <summary>A rectangle of the plot, in pixels from its upper left corner.</summary>
/// <param name="Left">Its left edge.</param>
/// <param name="Top">Its upper edge.</param>
/// <param name="Width">0 or more.</param>
/// <param name="Height">0 or more.</param>
internal readonly record struct Box(double Left, double Top, double Width, double Height)
{
    /// <summary>The right edge.</summary>
    public double Right => Left + Width;

    /// <summary>The lower edge.</summary>
    public double Bottom => Top + Height;

    /// <summary>The middle.</summary>
    public Point Centre => new(Left + (Width / 2), Top + (Height / 2));
}
