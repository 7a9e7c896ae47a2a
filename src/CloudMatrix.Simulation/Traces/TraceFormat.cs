using System.Text.Json.Serialization;

namespace CloudMatrix.Simulation;

/// <summary>What a trace's file looks like.</summary>
public enum TraceFormat
{
    /// <summary>
    /// One JSON object a line: <c>timestamp</c> in milliseconds, <c>input_length</c>, <c>output_length</c> and
    /// <c>hash_ids</c>, the blocks of 512 tokens. Source: github.com/kvcache-ai/Mooncake.
    /// </summary>
    [JsonStringEnumMemberName("mooncake")]
    Mooncake,

    /// <summary>
    /// Columns <c>TIMESTAMP,ContextTokens,GeneratedTokens</c>. Source: github.com/Azure/AzurePublicDataset.
    /// </summary>
    [JsonStringEnumMemberName("azure")]
    Azure,
}
