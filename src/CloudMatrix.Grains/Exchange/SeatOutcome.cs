namespace CloudMatrix.Grains;

/// <summary>Whether a device took its seat in an epoch.</summary>
[GenerateSerializer, Alias("seat-outcome")]
internal enum SeatOutcome
{
    /// <summary>It did.</summary>
    Seated,

    /// <summary>It lives on another silo, and is on its way.</summary>
    Elsewhere,

    /// <summary>The epoch is over on this silo.</summary>
    Over,
}
