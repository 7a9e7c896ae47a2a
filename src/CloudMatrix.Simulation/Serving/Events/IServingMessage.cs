namespace CloudMatrix.Simulation;

/// <summary>
/// What parts of a service tell one another: see <see cref="ToScheduler"/>, <see cref="ToCache"/>,
/// <see cref="ToPrefill"/> and <see cref="ToDecode"/>.
/// </summary>
internal interface IServingMessage;
