using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>A plan as the user asks for it, checked.</summary>
/// <param name="Spec">What is tried.</param>
/// <param name="Engine">What tries it.</param>
/// <param name="Journal">Where results are kept; null where they are not.</param>
/// <param name="Json">Whether the output is JSON.</param>
internal sealed record PlanRequest(PlanSpec Spec, IServingEngine Engine, PlanJournal? Journal, bool Json);
