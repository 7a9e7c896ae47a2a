namespace CloudMatrix.Simulation;

/// <summary>How requests arrive.</summary>
public enum ArrivalKind
{
    /// <summary>Independently of one another: gaps are exponential.</summary>
    Poisson,

    /// <summary>In bursts: gaps are of a gamma distribution.</summary>
    Bursty,
}
