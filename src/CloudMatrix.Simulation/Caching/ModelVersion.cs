namespace CloudMatrix.Simulation;

/// <summary>A model as the model cache names it: another version is another model.</summary>
/// <param name="Model">What people call it.</param>
/// <param name="Version">Its version.</param>
public readonly record struct ModelVersion(string Model, int Version)
{
    /// <summary>E.g. "deepseek-r1@2".</summary>
    public override string ToString() => $"{Model}@{Version}";
}
