namespace CloudMatrix.Simulation;

/// <summary>Where a block lies in a tier's memory.</summary>
/// <param name="Pages">Whole pages that it takes.</param>
/// <param name="CutPage">The cut page that holds the rest of it; null where no rest is left.</param>
internal readonly record struct BlockPlace(long Pages, int? CutPage);
