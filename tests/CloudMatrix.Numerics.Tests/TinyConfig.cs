namespace CloudMatrix.Numerics.Tests;

/// <summary>DeepSeek-V2-Lite's configuration in small: softmax gate, no groups, queries projected directly.</summary>
internal static class TinyConfig
{
    public const string Text =
        """
        {
          "model_type": "deepseek_v2",
          "vocab_size": 61,
          "hidden_size": 40,
          "intermediate_size": 52,
          "moe_intermediate_size": 20,
          "num_hidden_layers": 3,
          "num_nextn_predict_layers": 0,
          "first_k_dense_replace": 1,
          "moe_layer_freq": 1,
          "num_attention_heads": 3,
          "n_routed_experts": 12,
          "n_shared_experts": 2,
          "num_experts_per_tok": 3,
          "n_group": 1,
          "topk_group": 1,
          "routed_scaling_factor": 1.0,
          "scoring_func": "softmax",
          "topk_method": "greedy",
          "norm_topk_prob": false,
          "q_lora_rank": null,
          "kv_lora_rank": 20,
          "qk_nope_head_dim": 12,
          "qk_rope_head_dim": 8,
          "v_head_dim": 10,
          "rms_norm_eps": 1e-06,
          "rope_theta": 10000,
          "max_position_embeddings": 96,
          "tie_word_embeddings": false,
          "rope_scaling": {
            "type": "yarn",
            "factor": 4.0,
            "original_max_position_embeddings": 24,
            "beta_fast": 32.0,
            "beta_slow": 1.0,
            "mscale": 0.707,
            "mscale_all_dim": 0.707
          }
        }
        """;
}
