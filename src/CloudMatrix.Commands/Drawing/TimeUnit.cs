using System.Globalization;
using CloudMatrix.Model;

namespace CloudMatrix.Commands;

/// <summary>The unit of an axis.</summary>
/// <param name="Symbol">E.g. "µs".</param>
/// <param name="Length">One of it.</param>
internal sealed record TimeUnit(string Symbol, VirtualDuration Length)
{
    /// <summary>For a layer.</summary>
    public static TimeUnit Microsecond { get; } = new("µs", new VirtualDuration(1_000_000));

    /// <summary>For a step.</summary>
    public static TimeUnit Millisecond { get; } = new("ms", new VirtualDuration(1_000_000_000));

    /// <summary>Exactly, without the symbol, e.g. "0.5".</summary>
    public string Format(VirtualDuration duration) =>
        ((decimal)duration.Picoseconds / Length.Picoseconds).ToString("#,0.#########", CultureInfo.InvariantCulture);
}
