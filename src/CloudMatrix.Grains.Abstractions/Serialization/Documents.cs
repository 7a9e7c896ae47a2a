using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CloudMatrix.Model;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>
/// Specifications and reports as JSON documents that read back to the same value: every number keeps all its digits.
/// </summary>
public static class Documents
{
    private const string KindKey = "kind";

    // Read-only properties are derived from the others.
    private static readonly JsonSerializerOptions Options = new()
    {
        IgnoreReadOnlyProperties = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { TellAttentionsApart } },
    };

    /// <summary>The document of a value, in UTF-8.</summary>
    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The document is not of such a value.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(utf8, Options)
                ?? throw new InvalidDataException($"The document of a {typeof(T).Name} is empty.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"Not the document of a {typeof(T).Name}: {exception.Message}", exception);
        }
    }

    /// <summary>A short name of a document's content: the same for the same value, on any host.</summary>
    public static string HashOf<T>(T value) => Convert.ToHexStringLower(SHA256.HashData(Write(value)))[..16];

    private static void TellAttentionsApart(JsonTypeInfo type)
    {
        if (type.Type == typeof(IAttentionShape))
        {
            type.PolymorphismOptions = new JsonPolymorphismOptions
            {
                TypeDiscriminatorPropertyName = KindKey,
                DerivedTypes =
                {
                    new JsonDerivedType(typeof(LatentAttention), "latent"),
                    new JsonDerivedType(typeof(GroupedQueryAttention), "grouped-query"),
                },
            };
        }
    }
}
