namespace CloudMatrix.Numerics;

/// <summary>A linear layer as a model asks for it.</summary>
/// <param name="Name">In the checkpoint, e.g. "model.layers.3.self_attn.o_proj".</param>
/// <param name="Input">What layers that are handed the same rows have in common, e.g. "model.layers.3.mlp".</param>
/// <param name="Size">Widths of results and of rows.</param>
/// <param name="Kind">How much it minds being rounded.</param>
internal sealed record LinearPlan(string Name, string Input, (int Outputs, int Inputs) Size, LinearKind Kind)
{
    /// <summary>What the name of a layer's weights ends with.</summary>
    public const string Suffix = ".weight";

    /// <summary>The name of the layer's weights.</summary>
    public string Tensor => Name + Suffix;
}
