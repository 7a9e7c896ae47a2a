using System.Collections.Immutable;

namespace CloudMatrix.Grains;

/// <summary>Names of what is down on a network.</summary>
[GenerateSerializer, Alias("down-names")]
internal sealed class DownNames
{
    /// <summary>In ordinal order.</summary>
    [Id(0)]
    public ImmutableArray<string> Names { get; set; } = [];
}
