using System.Text.Json.Serialization;

namespace CloudMatrix.Simulation;

/// <summary>What became of a request.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ServedAs>))]
public enum ServedAs
{
    /// <summary>It is on its way.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>Its text is complete.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>Whoever asked for it does not want it any more.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,

    /// <summary>Refused: prompt and text are longer than the model's context.</summary>
    [JsonStringEnumMemberName("contextTooLong")]
    ContextTooLong,

    /// <summary>Refused: the prompt does not fit the memory of a prefill instance, even alone.</summary>
    [JsonStringEnumMemberName("prefillMemory")]
    PrefillMemory,

    /// <summary>Refused: prompt and text do not fit the memory of a decode die, even alone.</summary>
    [JsonStringEnumMemberName("decodeMemory")]
    DecodeMemory,

    /// <summary>Refused: what it needed was lost, and nothing of the kind came back.</summary>
    [JsonStringEnumMemberName("noInstance")]
    NoInstance,
}
