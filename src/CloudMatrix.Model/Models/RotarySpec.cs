namespace CloudMatrix.Model;

/// <summary>Rotary positions: pair i of d/2 turns by position · θ^(−2i/d).</summary>
/// <param name="Theta">Base of the wavelengths, θ.</param>
/// <param name="Yarn">How wavelengths are stretched for a longer context; null where they are not.</param>
/// <remarks>Source: arXiv:2104.09864.</remarks>
public sealed record RotarySpec(double Theta, YarnSpec? Yarn);
