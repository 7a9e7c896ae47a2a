using CloudMatrix.Numerics;

namespace CloudMatrix.Grains;

/// <summary>
/// Real models that this silo has loaded. Their weights stay mapped as long as anybody can reach them: other texts of
/// the same model begin at once, and a device that is still at its turn when the silo ends reads what is there.
/// </summary>
internal sealed class LoadedModels
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Folder, Precision Precision), DeepSeekModel> _models = [];

    /// <summary>A model, loaded unless it was.</summary>
    /// <exception cref="Model.ConfigurationException">It cannot be loaded; holds all faults.</exception>
    public DeepSeekModel Get(string folder, Precision precision)
    {
        lock (_lock)
        {
            if (!_models.TryGetValue((folder, precision), out var model))
            {
                model = DeepSeekModel.Load(folder, precision);
                _models.Add((folder, precision), model);
            }

            return model;
        }
    }
}
