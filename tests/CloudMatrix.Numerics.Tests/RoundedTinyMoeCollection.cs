using System.Diagnostics.CodeAnalysis;

namespace CloudMatrix.Numerics.Tests;

/// <summary>Tests that read the rounded checkpoint.</summary>
[CollectionDefinition(Name)]
[SuppressMessage("Naming", "CA1711", Justification = "It is what xunit calls a collection.")]
public sealed class RoundedTinyMoeCollection : ICollectionFixture<RoundedTinyMoe>
{
    public const string Name = "rounded tiny-moe";
}
