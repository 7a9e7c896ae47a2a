namespace CloudMatrix.Model;

/// <summary>A unit as people write it, and how many base units (B, B/s, operations/s, ps) it is.</summary>
internal readonly record struct UnitSymbol(string Symbol, decimal Factor);
