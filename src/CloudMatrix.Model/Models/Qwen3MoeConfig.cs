namespace CloudMatrix.Model;

/// <summary>The configuration of Qwen3's mixture-of-experts models.</summary>
internal static class Qwen3MoeConfig
{
    private const string DenseLayersKey = "mlp_only_layers";
    private const string KvHeadsKey = "num_key_value_heads";

    public static ModelShape Read(JsonSection config)
    {
        var attention = ReadAttention(config);
        var shape = new ModelShape
        {
            Layers = config.Count("num_hidden_layers", ModelRanges.Layers),
            DenseLayers = ReadDenseLayers(config),
            MtpLayers = 0,
            HiddenSize = config.Count("hidden_size", ModelRanges.Width),
            DenseIntermediateSize = config.Count("intermediate_size", ModelRanges.Width),
            MoeIntermediateSize = config.Count("moe_intermediate_size", ModelRanges.Width),
            RoutedExperts = config.Count("num_experts", ModelRanges.Experts),
            ExpertsPerToken = config.Count("num_experts_per_tok", ModelRanges.Experts),
            SharedExperts = 0,
            ExpertGroups = 1,
            GroupsPerToken = 1,
            VocabularySize = config.Count("vocab_size", ModelRanges.Vocabulary),
            MaxContext = config.Count("max_position_embeddings", ModelRanges.Context),
            TiedEmbeddings = config.FlagOrFalse("tie_word_embeddings"),
            Attention = attention,
        };

        // Only "every layer has experts" can be priced; no published model says otherwise.
        config.CountOr("decoder_sparse_step", 1, new CountRange(1, 1));
        ModelChecks.Check(shape, DenseLayersKey, config);
        return shape;
    }

    private static GroupedQueryAttention ReadAttention(JsonSection config)
    {
        var heads = config.Count("num_attention_heads", ModelRanges.Heads);
        var keyValueHeads = config.Count(KvHeadsKey, ModelRanges.Heads);
        if (keyValueHeads > 0 && heads % keyValueHeads != 0)
        {
            config.Fault(KvHeadsKey, $"{keyValueHeads} does not divide num_attention_heads ({heads})");
        }

        return new GroupedQueryAttention(heads, keyValueHeads, config.Count("head_dim", ModelRanges.Width));
    }

    // The dense layers may be any here, but those of the house are the first ones.
    private static int ReadDenseLayers(JsonSection config)
    {
        if (!config.Has(DenseLayersKey))
        {
            return 0;
        }

        var layers = config.Counts(DenseLayersKey);
        if (!layers.Order().SequenceEqual(Enumerable.Range(0, layers.Count)))
        {
            config.Fault(
                DenseLayersKey, $"[{string.Join(", ", layers)}] are not the first layers; write e.g. [] or [0, 1, 2]");
        }

        return layers.Count;
    }
}
