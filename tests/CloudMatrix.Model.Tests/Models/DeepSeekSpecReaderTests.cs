using System.Text.Json.Nodes;

namespace CloudMatrix.Model.Tests;

public sealed class DeepSeekSpecReaderTests
{
    [Fact]
    public void Read_V2Lite_GivesEveryValue()
    {
        var spec = Read();

        Assert.Equal("tiny", spec.Shape.Name);
        Assert.Equal((27, 1, 1), (spec.Shape.Layers, spec.Shape.DenseLayers, spec.MoeLayerFrequency));
        Assert.Equal(new GateSpec(GateScoring.Softmax, GateChoice.Greedy, false, 1), spec.Gate);
        Assert.Null(spec.Attention.QLoraRank);
        Assert.Equal((1e-6f, null, null), (spec.NormEpsilon, spec.BosToken, spec.EosToken));
    }

    [Fact]
    public void Read_V3WithoutGate_TakesTheFamilys()
    {
        var spec = Read(
            ("model_type", "deepseek_v3"), ("scoring_func", null), ("topk_method", null), ("norm_topk_prob", null),
            ("routed_scaling_factor", null));

        Assert.Equal(new GateSpec(GateScoring.Sigmoid, GateChoice.BiasCorrected, true, 2.5f), spec.Gate);
    }

    [Theory]
    [InlineData("rope_scaling", "type")]
    [InlineData("rope_parameters", "rope_type")]
    public void Read_Yarn_StandsInEitherPlace(string section, string kind)
    {
        var yarn = new JsonObject { [kind] = "yarn", ["factor"] = 40, ["mscale"] = 1.0, ["mscale_all_dim"] = 1.0 };

        var spec = Read(("rope_scaling", null), (section, yarn));

        Assert.Equal(new YarnSpec(40, 4096, 32, 1, 1, 1), spec.Rotary.Yarn);
        Assert.Equal(1, spec.Rotary.Yarn!.PairScale);
        Assert.Equal(1.8739, spec.Rotary.Yarn.ScoreScale, 4);
    }

    [Fact]
    public void Read_NoStretching_HasNoYarn()
    {
        Assert.Null(Read(("rope_scaling", null)).Rotary.Yarn);
        Assert.Equal(
            new RotarySpec(50_000, null),
            Read(
                ("rope_scaling", null),
                ("rope_parameters", new JsonObject { ["rope_type"] = "default", ["rope_theta"] = 50_000 })).Rotary);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void HasExperts_EveryOtherLayer_IsSo(int layer, bool expected) =>
        Assert.Equal(expected, Read(("moe_layer_freq", 2)).HasExperts(layer));

    [Fact]
    public void Read_WhatIsNotComputed_IsRefusedByNameAllAtOnce()
    {
        var refusal = Assert.Throws<ConfigurationException>(() => Read(
            ("hidden_act", "gelu"),
            ("attention_bias", true),
            ("rope_interleave", false),
            ("scoring_func", "tanh"),
            ("topk_method", "random"),
            ("qk_rope_head_dim", 7),
            ("rope_theta", 0),
            ("rope_scaling", new JsonObject { ["type"] = "linear" }),
            ("quantization_config", new JsonObject { ["quant_method"] = "awq" })));

        Assert.Equal(
            [
                "hidden_act", "attention_bias", "rope_interleave", "quantization_config.quant_method",
                "qk_rope_head_dim", "rope_scaling.type", "scoring_func", "topk_method",
            ],
            refusal.Faults.Select(fault => fault.Split(": ")[1]));
    }

    [Theory]
    [InlineData("[128, 128]", null)]
    [InlineData("[64, 64]", "config.json: quantization_config.weight_block_size: only [128, 128] is supported")]
    public void Read_Fp8Blocks_MustBe128(string size, string? fault)
    {
        var quantization = new JsonObject { ["quant_method"] = "fp8", ["weight_block_size"] = JsonNode.Parse(size) };

        var refusal = Record.Exception(() => Read(("quantization_config", quantization)));

        Assert.Equal(fault, refusal?.Message);
    }

    [Fact]
    public void Read_Int8_TakesTheFormOfCompressedTensors()
    {
        Assert.Equal(WeightQuantization.Int8, Read(("quantization_config", Int8())).Quantization);
        Assert.Equal(WeightQuantization.None, Read().Quantization);
    }

    [Fact]
    public void Read_OtherWholeNumbers_AreRefusedByName()
    {
        var config = Int8();
        config["format"] = "pack-quantized";
        config["config_groups"]!["group_0"]!["weights"]!["num_bits"] = 4;
        config["config_groups"]!["group_0"]!["input_activations"]!["symmetric"] = false;
        config["config_groups"]!["group_0"]!["input_activations"]!["strategy"] = "group";

        var refusal = Assert.Throws<ConfigurationException>(() => Read(("quantization_config", config)));

        Assert.Equal(
            [
                "quantization_config.format",
                "quantization_config.config_groups.group_0.weights.num_bits",
                "quantization_config.config_groups.group_0.input_activations.strategy",
                "quantization_config.config_groups.group_0.input_activations.symmetric",
            ],
            refusal.Faults.Select(fault => fault.Split(": ")[1]));
    }

    [Theory]
    [InlineData("7", new[] { 7 })]
    [InlineData("[7, 9]", new[] { 7, 9 })]
    [InlineData("[]", new int[0])]
    [InlineData("null", new int[0])]
    public void Read_EndOfAnAnswer_IsOneTokenOrSeveral(string value, int[] expected)
    {
        var spec = Read(("eos_token_id", JsonNode.Parse(value)));

        Assert.Equal(expected, spec.EosTokens.AsEnumerable());
        Assert.Equal(expected.Length > 0 ? 7 : null, spec.EosToken);
    }

    [Theory]
    [InlineData("[7, -1]")]
    [InlineData("[7.5]")]
    [InlineData("\"7\"")]
    public void Read_EndOfAnAnswerThatIsNoToken_IsRefused(string value)
    {
        var refusal = Assert.Throws<ConfigurationException>(() => Read(("eos_token_id", JsonNode.Parse(value))));

        Assert.StartsWith("config.json: eos_token_id: ", Assert.Single(refusal.Faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rope_theta", "rope_theta: 0 is not above 0")]
    [InlineData("rms_norm_eps", null)]
    public void Read_Zero_IsRefusedWhereItMakesNoSense(string key, string? fault)
    {
        var refusal = Record.Exception(() => Read((key, 0)));

        Assert.Equal(fault is null ? null : $"config.json: {fault}", refusal?.Message);
    }

    [Fact]
    public void Read_OtherArchitecture_NamesTheKnownOnes()
    {
        var refusal = Assert.Throws<ConfigurationException>(() => Read(("model_type", "llama")));

        Assert.Equal(
            "config.json: model_type: \"llama\" is not \"deepseek_v2\" or \"deepseek_v3\" or \"kimi_k2\"",
            refusal.Message);
    }

    private static DeepSeekSpec Read(params IEnumerable<(string Key, JsonNode? Value)> changes)
    {
        var config = JsonNode.Parse(ModelTexts.TextOf("deepseek-v2-lite"))!.AsObject();
        foreach (var (key, value) in changes)
        {
            config[key] = value;
        }

        return DeepSeekSpecReader.Read(config.ToJsonString(), "config.json", "tiny");
    }

    private static JsonObject Int8() => JsonNode.Parse("""
        {"quant_method": "compressed-tensors", "format": "int-quantized", "config_groups": {"group_0": {
          "weights": {"num_bits": 8, "type": "int", "strategy": "channel", "symmetric": true, "dynamic": false},
          "input_activations": {"num_bits": 8, "type": "int", "strategy": "token", "symmetric": true, "dynamic": true}
        }}}
        """)!.AsObject();
}
