using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What a gate chooses from: the best <see cref="TopK"/> experts within the best groups.</summary>
/// <param name="Experts">Routed experts; expert e belongs to group e ÷ (experts ÷ groups).</param>
/// <param name="TopK">Experts that each token goes to.</param>
/// <param name="Groups">Groups of equal size; 1 where the model has none.</param>
/// <param name="GroupsPerToken">Groups that a token's experts may come from.</param>
public readonly record struct GateShape(int Experts, int TopK, int Groups, int GroupsPerToken)
{
    /// <summary>Experts in one group.</summary>
    public int ExpertsPerGroup => Experts / Groups;

    /// <summary>The gate of a model.</summary>
    public static GateShape Of(ModelShape model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new GateShape(model.RoutedExperts, model.ExpertsPerToken, model.ExpertGroups, model.GroupsPerToken);
    }
}
