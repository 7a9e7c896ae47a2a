namespace CloudMatrix.Model;

/// <summary>What must hold between the fields of a model's configuration, each of which is right by itself.</summary>
internal static class ModelChecks
{
    /// <summary>Adds a fault for each rule that is broken.</summary>
    /// <param name="model">The model as read; what could not be read is 0 and breaks no rule.</param>
    /// <param name="denseLayersKey">The field that says which layers are dense.</param>
    /// <param name="config">Takes the faults.</param>
    public static void Check(ModelShape model, string denseLayersKey, JsonSection config)
    {
        if (model.Layers > 0 && model.DenseLayers >= model.Layers)
        {
            config.Fault(
                denseLayersKey,
                $"{model.DenseLayers} dense layers leave none of num_hidden_layers ({model.Layers}) to experts");
        }

        if (model.RoutedExperts > 0 && model.ExpertsPerToken > model.RoutedExperts)
        {
            config.Fault(
                "num_experts_per_tok",
                $"{model.ExpertsPerToken} is above the number of experts ({model.RoutedExperts})");
        }

        CheckGroups(model, config);
    }

    private static void CheckGroups(ModelShape model, JsonSection config)
    {
        if (model.ExpertGroups == 0 || model.GroupsPerToken == 0)
        {
            return;
        }

        if (model.RoutedExperts % model.ExpertGroups != 0)
        {
            config.Fault("n_group", $"{model.ExpertGroups} does not divide n_routed_experts ({model.RoutedExperts})");
            return;
        }

        if (model.GroupsPerToken > model.ExpertGroups)
        {
            config.Fault("topk_group", $"{model.GroupsPerToken} is above n_group ({model.ExpertGroups})");
            return;
        }

        var reachable = model.GroupsPerToken * (model.RoutedExperts / model.ExpertGroups);
        if (model.ExpertsPerToken <= model.RoutedExperts && model.ExpertsPerToken > reachable)
        {
            config.Fault(
                "num_experts_per_tok",
                $"{model.ExpertsPerToken} is above the number of experts in topk_group groups ({reachable})");
        }
    }
}
