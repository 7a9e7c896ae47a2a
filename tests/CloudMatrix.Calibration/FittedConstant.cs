using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Calibration;

/// <summary>A constant that a fit may move.</summary>
/// <param name="Name">Its key in the machine file, or the option that it is the default of.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Start">Where the search starts.</param>
/// <param name="Set">The same machine and routing with another value.</param>
internal sealed record FittedConstant(
    string Name,
    string Unit,
    double Start,
    Func<(MachineSpec Machine, RoutingSpec Routing), double, (MachineSpec Machine, RoutingSpec Routing)> Set);
