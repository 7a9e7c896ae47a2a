using System.Globalization;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Something that is lost while a trace is served.</summary>
/// <param name="Kind">What is lost.</param>
/// <param name="Index">Which of them, from 0.</param>
/// <param name="At">When.</param>
public readonly record struct ModelledFailure(FailureKind Kind, int Index, VirtualTime At)
{
    /// <summary>How it is written.</summary>
    public const string Form = "npu:17@600s, node:3@90s, plane:2@5s, prefill:1@1200s or decode:0@42s";

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <param name="text">What is lost, its number, and when, e.g. "node:3@600s".</param>
    /// <param name="failure">The failure.</param>
    public static bool TryParse(string text, out ModelledFailure failure)
    {
        ArgumentNullException.ThrowIfNull(text);
        failure = default;
        var parts = text.Split(':', '@');
        if (parts.Length != 3
            || !TryParseKind(parts[0], out var kind)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || !QuantityText.TryParse(parts[2], out VirtualDuration at, out _))
        {
            return false;
        }

        failure = new ModelledFailure(kind, index, VirtualTime.Zero + at);
        return true;
    }

    /// <summary>E.g. "node:3@600 s".</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Kind.ToString().ToLowerInvariant()}:{Index}@{At}");

    private static bool TryParseKind(string text, out FailureKind kind) =>
        Enum.TryParse(text, ignoreCase: true, out kind)
        && kind.ToString().Equals(text, StringComparison.OrdinalIgnoreCase);
}
