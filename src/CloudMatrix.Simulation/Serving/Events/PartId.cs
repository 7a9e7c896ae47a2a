using System.Globalization;

namespace CloudMatrix.Simulation;

/// <summary>Names a part of a service: whatever takes messages and keeps a state of its own.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Index">Which of them, from 0.</param>
public readonly record struct PartId(PartKind Kind, int Index)
{
    /// <summary>The global scheduler; there is one.</summary>
    public static PartId Scheduler => new(PartKind.Scheduler, 0);

    /// <summary>The context cache; there is one.</summary>
    public static PartId Cache => new(PartKind.Cache, 0);

    /// <summary>A prefill instance.</summary>
    public static PartId Prefill(int index) => new(PartKind.Prefill, index);

    /// <summary>A decode instance.</summary>
    public static PartId Decode(int index) => new(PartKind.Decode, index);

    /// <summary>Reads the name of an instance, as <see cref="ToString"/> writes it.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static PartId Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var parts = name.Split('-');
        return parts.Length == 2
            && Enum.TryParse<PartKind>(parts[0], ignoreCase: true, out var kind)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? new PartId(kind, index)
            : throw new FormatException($"'{name}' is no instance of a service; write e.g. prefill-3 or decode-0.");
    }

    /// <summary>E.g. "prefill-3".</summary>
    public override string ToString() => Kind switch
    {
        PartKind.Scheduler => "scheduler",
        PartKind.Cache => "cache",
        PartKind.Prefill => $"prefill-{Index}",
        _ => $"decode-{Index}",
    };
}
