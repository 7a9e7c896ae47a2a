using System.Text.Json.Nodes;

namespace CloudMatrix.Model.Tests;

public sealed class ModelShapeReaderTests
{
    private const string V2Lite = "deepseek-v2-lite";
    private const string Qwen3 = "qwen3-235b-a22b";

    [Fact]
    public void Read_DefaultModel_GivesEveryValue() => Assert.Equal(
        new ModelShape
        {
            Name = "DeepSeek-R1",
            Layers = 61,
            DenseLayers = 3,
            MtpLayers = 1,
            HiddenSize = 7168,
            DenseIntermediateSize = 18432,
            MoeIntermediateSize = 2048,
            RoutedExperts = 256,
            ExpertsPerToken = 8,
            SharedExperts = 1,
            ExpertGroups = 8,
            GroupsPerToken = 4,
            VocabularySize = 129280,
            MaxContext = 163840,
            TiedEmbeddings = false,
            Attention = new LatentAttention(128, 1536, 512, 128, 64, 128),
        },
        DefaultModel.Read());

    [Theory]
    [InlineData("", "small")]
    [InlineData("Small-V1", "Small-V1")]
    public void Read_NameOfTheModel_IsItsOwnOrItsFiles(string own, string expected)
    {
        var text = $$"""{ "_name_or_path": "{{own}}", {{ModelTexts.TextOf(V2Lite).TrimStart('{')}}""";

        Assert.Equal(expected, ModelShapeReader.Read(text, "models/small.json").Name);
    }

    [Fact]
    public void Read_WhatTheModelLacks_IsZeroOrOne()
    {
        var model = ModelTexts.Read(V2Lite);

        Assert.Equal(0, model.MtpLayers);
        Assert.Equal((1, 1), (model.ExpertGroups, model.GroupsPerToken));
        Assert.Equal(new LatentAttention(16, null, 512, 128, 64, 128), model.Attention);
        Assert.Equal(2, model.SharedExperts);
    }

    [Fact]
    public void Read_GroupedQueryModel_HasNoSharedExpert()
    {
        var model = ModelTexts.Read(Qwen3);

        Assert.Equal(new GroupedQueryAttention(64, 4, 128), model.Attention);
        Assert.Equal((0, 0, 0), (model.SharedExperts, model.MtpLayers, model.DenseLayers));
        Assert.Equal(94, model.MoeLayers);
    }

    [Fact]
    public void Read_UnknownFamily_ListsTheKnownOnes() => Assert.Equal(
        ["model_type: \"llama\" is not \"deepseek_v2\" or \"deepseek_v3\" or \"kimi_k2\" or \"qwen3_moe\""],
        ModelTexts.FaultsWith(V2Lite, ("model_type", "llama")));

    [Fact]
    public void Read_MissingAndImpossibleFields_ReportsAllAtOnce() => Assert.Equal(
        [
            "num_hidden_layers: 0 is not a whole number from 1 to 1000",
            "hidden_size: missing; write a whole number from 1 to 1048576",
            "tie_word_embeddings: \"no\" is not true or false",
            "kv_lora_rank: \"512\" is not a whole number from 1 to 1048576",
            "moe_layer_freq: 2 is not a whole number from 1 to 1",
        ],
        ModelTexts.FaultsWith(
            V2Lite,
            ("num_hidden_layers", 0),
            ("hidden_size", null),
            ("tie_word_embeddings", "no"),
            ("kv_lora_rank", "512"),
            ("moe_layer_freq", 2)));

    [Theory]
    [InlineData(
        "first_k_dense_replace",
        27,
        "first_k_dense_replace: 27 dense layers leave none of num_hidden_layers (27) to experts")]
    [InlineData("num_experts_per_tok", 65, "num_experts_per_tok: 65 is above the number of experts (64)")]
    [InlineData("n_group", 7, "n_group: 7 does not divide n_routed_experts (64)")]
    [InlineData("topk_group", 2, "topk_group: 2 is above n_group (1)")]
    [InlineData("n_group", 32, "num_experts_per_tok: 6 is above the number of experts in topk_group groups (2)")]
    public void Read_FieldsThatContradict_NamesBoth(string field, int value, string expected) =>
        Assert.Equal([expected], ModelTexts.FaultsWith(V2Lite, (field, value)));

    [Fact]
    public void Read_KvHeadsThatDoNotDivideHeads_IsRefused() => Assert.Equal(
        ["num_key_value_heads: 5 does not divide num_attention_heads (64)"],
        ModelTexts.FaultsWith(Qwen3, ("num_key_value_heads", 5)));

    [Fact]
    public void Read_DenseLayersInTheMiddle_IsRefused() => Assert.Equal(
        ["mlp_only_layers: [0, 5] are not the first layers; write e.g. [] or [0, 1, 2]"],
        ModelTexts.FaultsWith(Qwen3, ("mlp_only_layers", new JsonArray(0, 5))));
}
