using System.Text.Json.Serialization;

namespace CloudMatrix.Simulation;

/// <summary>What becomes of an instance while a service runs.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RoleStep>))]
public enum RoleStep
{
    /// <summary>It takes free NPUs and loads the model.</summary>
    [JsonStringEnumMemberName("loads")]
    Loads,

    /// <summary>Its model is there.</summary>
    [JsonStringEnumMemberName("serves")]
    Serves,

    /// <summary>It gets nothing new.</summary>
    [JsonStringEnumMemberName("drains")]
    Drains,

    /// <summary>It has given its NPUs back: it has ended what it had, or was lost for good.</summary>
    [JsonStringEnumMemberName("ends")]
    Ends,
}
