namespace CloudMatrix.Commands;

/// <summary>How numbers are spread along an axis.</summary>
internal enum ChartAxisKind
{
    /// <summary>Equal differences are equally far apart.</summary>
    Linear,

    /// <summary>Equal ratios are equally far apart.</summary>
    Logarithmic,
}
