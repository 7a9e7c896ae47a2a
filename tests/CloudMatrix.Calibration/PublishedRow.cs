using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Calibration;

/// <summary>A published figure and what predicts it.</summary>
/// <param name="Name">Table and row.</param>
/// <param name="Published">The figure.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Predict">The same figure from the model.</param>
internal sealed record PublishedRow(
    string Name, double Published, string Unit, Func<MachineSpec, RoutingSpec, double> Predict)
{
    /// <summary>Predicted over published, less one.</summary>
    public double Error(MachineSpec machine, RoutingSpec routing) => (Predict(machine, routing) / Published) - 1;
}
