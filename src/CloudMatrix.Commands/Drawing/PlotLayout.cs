namespace CloudMatrix.Commands;

/// <summary>Where things stand on the plot, in pixels.</summary>
internal static class PlotLayout
{
    /// <summary>Of the plot.</summary>
    public const double Width = 1100;

    /// <summary>Of the plot.</summary>
    public const double Height = 640;

    /// <summary>Free on all sides.</summary>
    public const double Margin = 40;

    /// <summary>The left edge of both panels; what stands left of it names their lanes.</summary>
    public const double PanelLeft = 150;

    /// <summary>Of both panels.</summary>
    public const double PanelWidth = Width - Margin - PanelLeft;

    /// <summary>The right edge of both panels.</summary>
    public const double PanelRight = PanelLeft + PanelWidth;

    /// <summary>Of a line from margin to margin.</summary>
    public const double TextWidth = PanelRight - Margin;
}
