using System.Diagnostics.CodeAnalysis;

namespace CloudMatrix.Model;

/// <summary>How much there may be of something: so many bytes, or any amount.</summary>
/// <param name="Limit">The bytes; null where nothing limits it.</param>
public readonly record struct SizeLimit(Bytes? Limit)
{
    private const string Word = "infinite";

    /// <summary>Nothing limits it.</summary>
    public static SizeLimit Infinite => default;

    /// <summary>Reads a size with its unit, or <c>infinite</c>.</summary>
    public static bool TryParse(string text, out SizeLimit value, [NotNullWhen(false)] out string? fault)
    {
        value = Infinite;
        fault = null;
        if (text == Word)
        {
            return true;
        }

        var isRead = QuantityText.TryParse(text, out Bytes size, out fault);
        value = new SizeLimit(size);
        return isRead;
    }

    /// <summary>The form that <see cref="TryParse"/> reads.</summary>
    public override string ToString() => Limit?.ToString() ?? Word;
}
