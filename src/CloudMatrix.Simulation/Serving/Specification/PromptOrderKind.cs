using System.Text.Json.Serialization;

namespace CloudMatrix.Simulation;

/// <summary>Which of the prompts that wait for an instance is computed first.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PromptOrderKind>))]
public enum PromptOrderKind
{
    /// <summary>The one that arrived first.</summary>
    [JsonStringEnumMemberName("fcfs")]
    FirstComeFirstServed,

    /// <summary>The shortest.</summary>
    [JsonStringEnumMemberName("shortest")]
    ShortestFirst,
}
