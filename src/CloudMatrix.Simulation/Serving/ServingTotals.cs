namespace CloudMatrix.Simulation;

/// <summary>What the parts of a service have done.</summary>
/// <param name="Prefill">All prefill instances.</param>
/// <param name="Decode">All decode instances.</param>
/// <param name="Cache">The context cache.</param>
/// <param name="Pool">The pool behind it.</param>
internal sealed record ServingTotals(PrefillTotals Prefill, DecodeTotals Decode, CacheTotals Cache, PoolTotals Pool);
