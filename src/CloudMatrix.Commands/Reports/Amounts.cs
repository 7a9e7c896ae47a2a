using static System.FormattableString;

namespace CloudMatrix.Commands;

/// <summary>Amounts as tables of text show them.</summary>
internal static class Amounts
{
    private const long Terabyte = 1_000_000_000_000;

    /// <summary>E.g. "12.5 GB", "6.37 TB".</summary>
    public static string Size(long bytes) =>
        bytes < Terabyte ? Invariant($"{bytes / 1e9:N1} GB") : Invariant($"{bytes / 1e12:N2} TB");

    /// <summary>E.g. "36.6 %".</summary>
    /// <param name="share">0 to 1.</param>
    public static string Percent(double share) => Invariant($"{share * 100:N1} %");
}
