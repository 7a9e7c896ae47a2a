using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>Messages between parts of a service as JSON: the floor that they live on knows no serializer.</summary>
internal static class ServingMessages
{
    private const string KindKey = "is";

    // Read-only properties are derived from the others.
    private static readonly JsonSerializerOptions Options = new()
    {
        IgnoreReadOnlyProperties = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { TellMessagesApart } },
    };

    /// <summary>One message.</summary>
    public static byte[] Write(IServingMessage message) => JsonSerializer.SerializeToUtf8Bytes(message, Options);

    /// <summary>What was sent.</summary>
    public static byte[] Write(IEnumerable<(PartId To, VirtualTime At, IServingMessage Message)> sent) =>
        JsonSerializer.SerializeToUtf8Bytes(
            sent.Select(letter => new Letter(letter.To, letter.At, letter.Message)), Options);

    /// <summary>Reads one message.</summary>
    public static IServingMessage Read(byte[] utf8) => JsonSerializer.Deserialize<IServingMessage>(utf8, Options)!;

    /// <summary>Reads what was sent.</summary>
    /// <param name="utf8">As it was written.</param>
    /// <param name="outbox">Takes the messages.</param>
    public static void Read(byte[] utf8, Outbox outbox)
    {
        foreach (var letter in JsonSerializer.Deserialize<List<Letter>>(utf8, Options)!)
        {
            outbox.Send(letter.To, letter.At, letter.Message);
        }
    }

    private static void TellMessagesApart(JsonTypeInfo type)
    {
        if (type.Type != typeof(IServingMessage))
        {
            return;
        }

        type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = KindKey };
        foreach (var family in new[] { typeof(ToScheduler), typeof(ToCache), typeof(ToPrefill), typeof(ToDecode) })
        {
            foreach (var message in family.GetNestedTypes())
            {
                type.PolymorphismOptions.DerivedTypes.Add(
                    new JsonDerivedType(message, $"{family.Name}.{message.Name}"));
            }
        }
    }

    /// <summary>A message, who gets it, and when.</summary>
    private sealed record Letter(PartId To, VirtualTime At, IServingMessage Message);
}
