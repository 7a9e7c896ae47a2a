namespace CloudMatrix.Model;

/// <summary>The configuration of DeepSeek-V2 and V3 and of models built like them.</summary>
internal static class DeepSeekConfig
{
    private const string DenseLayersKey = "first_k_dense_replace";

    /// <summary>The shape of a model that can be priced.</summary>
    public static ModelShape Read(JsonSection config)
    {
        var shape = ReadShape(config);

        // Only "every layer has experts" can be priced; no published model says otherwise.
        config.CountOr("moe_layer_freq", 1, new CountRange(1, 1));
        return shape;
    }

    /// <summary>The shape of any model of the family.</summary>
    public static ModelShape ReadShape(JsonSection config)
    {
        var shape = new ModelShape
        {
            Layers = config.Count("num_hidden_layers", ModelRanges.Layers),
            DenseLayers = config.Count(DenseLayersKey, ModelRanges.DenseLayers),
            MtpLayers = config.CountOr("num_nextn_predict_layers", 0, ModelRanges.MtpLayers),
            HiddenSize = config.Count("hidden_size", ModelRanges.Width),
            DenseIntermediateSize = config.Count("intermediate_size", ModelRanges.Width),
            MoeIntermediateSize = config.Count("moe_intermediate_size", ModelRanges.Width),
            RoutedExperts = config.Count("n_routed_experts", ModelRanges.Experts),
            ExpertsPerToken = config.Count("num_experts_per_tok", ModelRanges.Experts),
            SharedExperts = config.CountOr("n_shared_experts", 0, ModelRanges.SharedExperts),
            ExpertGroups = config.CountOr("n_group", 1, ModelRanges.Experts),
            GroupsPerToken = config.CountOr("topk_group", 1, ModelRanges.Experts),
            VocabularySize = config.Count("vocab_size", ModelRanges.Vocabulary),
            MaxContext = config.Count("max_position_embeddings", ModelRanges.Context),
            TiedEmbeddings = config.FlagOrFalse("tie_word_embeddings"),
            Attention = ReadAttention(config),
        };

        ModelChecks.Check(shape, DenseLayersKey, config);
        return shape;
    }

    private static LatentAttention ReadAttention(JsonSection config) => new(
        Heads: config.Count("num_attention_heads", ModelRanges.Heads),
        QLoraRank: config.Has("q_lora_rank") ? config.Count("q_lora_rank", ModelRanges.Width) : null,
        KvLoraRank: config.Count("kv_lora_rank", ModelRanges.Width),
        NopeHeadDim: config.Count("qk_nope_head_dim", ModelRanges.Width),
        RopeHeadDim: config.Count("qk_rope_head_dim", ModelRanges.Width),
        ValueHeadDim: config.Count("v_head_dim", ModelRanges.Width));
}
