namespace CloudMatrix.Numerics;

/// <summary>What the gate of one layer chose in all prefills of a reference.</summary>
/// <param name="Experts">[sequences, prompt, choices] I64.</param>
/// <param name="Weights">[sequences, prompt, choices] F32.</param>
internal sealed record RoutingReference(CheckpointTensor Experts, CheckpointTensor Weights);
