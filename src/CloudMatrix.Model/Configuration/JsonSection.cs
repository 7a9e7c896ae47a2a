using System.Text.Json;

namespace CloudMatrix.Model;

/// <summary>
/// An object of a configuration file. Whoever asks for a key gets its value; a key that is missing or wrong adds a
/// fault and yields <c>default</c>, so that one reading finds every fault.
/// </summary>
internal sealed class JsonSection
{
    private const int ShownLength = 40;

    private static readonly JsonElement Empty = JsonElement.Parse("{}");

    private readonly JsonElement _element;
    private readonly string _prefix;
    private readonly List<string> _faults;
    private readonly List<string> _known = [];

    private JsonSection(JsonElement element, string prefix, List<string> faults)
    {
        _element = element;
        _prefix = prefix;
        _faults = faults;
    }

    private delegate bool TryRead<T>(JsonElement element, out T value);

    private delegate bool TryParse<T>(string text, out T value, out string? fault);

    /// <summary>The whole file.</summary>
    public static JsonSection Root(JsonElement element, List<string> faults)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            return new JsonSection(element, string.Empty, faults);
        }

        faults.Add($"{Show(element)} is not an object {{ … }}");
        return Absent();
    }

    /// <summary>Whether nothing was found wrong with the file so far.</summary>
    public bool IsFaultless => _faults.Count == 0;

    /// <summary>Whether the key is there and not null.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>Whether the key is there and holds a list.</summary>
    public bool IsList(string key) => Find(key) is { ValueKind: JsonValueKind.Array };

    /// <summary>A nested object.</summary>
    public JsonSection Section(string key) => Read(
        key,
        "an object { … }",
        (JsonElement element, out JsonSection section) =>
        {
            section = new JsonSection(element, $"{_prefix}{key}.", _faults);
            return element.ValueKind == JsonValueKind.Object;
        }) ?? Absent();

    /// <summary>A whole number.</summary>
    public int Count(string key, CountRange range) => Read(
        key,
        $"a whole number from {range}",
        (JsonElement element, out int count) => TryGetWhole(element, out count) && range.Contains(count));

    /// <summary>A fraction above 0 and up to 1.</summary>
    public double Fraction(string key) => Read(
        key,
        "a number above 0 and at most 1, e.g. 0.85",
        (JsonElement element, out double fraction) =>
        {
            fraction = 0;
            return element.ValueKind == JsonValueKind.Number
                && element.TryGetDouble(out fraction)
                && fraction is > 0 and <= 1;
        });

    /// <summary>A number of 0 or more, or <paramref name="fallback"/> where the key is missing.</summary>
    public double NumberOr(string key, double fallback) => !Has(key) ? fallback : Read(
        key,
        "a number of 0 or more",
        (JsonElement element, out double number) =>
        {
            number = 0;
            return element.ValueKind == JsonValueKind.Number
                && element.TryGetDouble(out number)
                && number >= 0 && double.IsFinite(number);
        });

    /// <summary>A whole number, or <paramref name="fallback"/> where the key is missing.</summary>
    public int CountOr(string key, int fallback, CountRange range) => Has(key) ? Count(key, range) : fallback;

    /// <summary>True or false; false where the key is missing.</summary>
    public bool FlagOrFalse(string key) => Has(key) && Flag(key);

    /// <summary>True or false.</summary>
    public bool Flag(string key) => Read(
        key,
        "true or false",
        (JsonElement element, out bool flag) =>
        {
            flag = element.ValueKind == JsonValueKind.True;
            return element.ValueKind is JsonValueKind.True or JsonValueKind.False;
        });

    /// <summary>A text that is not empty.</summary>
    public string Text(string key) => Read(
        key,
        "a text",
        (JsonElement element, out string text) =>
        {
            text = TextOf(element);
            return element.ValueKind == JsonValueKind.String && text.Length > 0;
        }) ?? string.Empty;

    /// <summary>A text, or <paramref name="fallback"/> where it is missing, empty or no text.</summary>
    public string TextOr(string key, string fallback) =>
        Find(key) is { ValueKind: JsonValueKind.String } element && TextOf(element).Length > 0
            ? TextOf(element)
            : fallback;

    /// <summary>One of a few words, each with what it stands for.</summary>
    public T OneOf<T>(string key, IReadOnlyDictionary<string, T> words) => Read(
        key,
        string.Join(" or ", words.Keys.Select(word => $"\"{word}\"")),
        (JsonElement element, out T value) =>
        {
            value = default!;
            return element.ValueKind == JsonValueKind.String && words.TryGetValue(TextOf(element), out value!);
        })!;

    /// <summary>One of a few words, or <paramref name="fallback"/> where the key is missing.</summary>
    public T OneOfOr<T>(string key, T fallback, IReadOnlyDictionary<string, T> words) =>
        Has(key) ? OneOf(key, words) : fallback;

    /// <summary>Whole numbers.</summary>
    public IReadOnlyList<int> Counts(string key) => Read(
        key,
        "a list of whole numbers",
        (JsonElement element, out IReadOnlyList<int> counts) =>
        {
            var isList = element.ValueKind == JsonValueKind.Array
                && element.EnumerateArray().All(item => TryGetWhole(item, out _));
            counts = isList ? [.. element.EnumerateArray().Select(item => item.GetInt32())] : [];
            return isList;
        }) ?? [];

    /// <summary>A whole number of bytes above 0.</summary>
    public Bytes Size(string key) => Quantity<Bytes>(key, Dimension.Size, TryParsePositive);

    /// <summary>A whole number of bytes, which may be 0.</summary>
    public Bytes SizeOrZero(string key) => Quantity<Bytes>(key, Dimension.Size, QuantityText.TryParse);

    /// <summary>A bandwidth above 0.</summary>
    public BytesPerSecond Bandwidth(string key) =>
        Quantity<BytesPerSecond>(key, Dimension.Bandwidth, QuantityText.TryParse);

    /// <summary>A rate of arithmetic above 0.</summary>
    public OperationsPerSecond Arithmetic(string key) =>
        Quantity<OperationsPerSecond>(key, Dimension.Arithmetic, QuantityText.TryParse);

    /// <summary>A duration of 0 or more.</summary>
    public VirtualDuration Duration(string key) =>
        Quantity<VirtualDuration>(key, Dimension.Duration, QuantityText.TryParse);

    /// <summary>Adds a fault of a key: what it is, and what it must be.</summary>
    public void Fault(string key, string why) => _faults.Add($"{_prefix}{key}: {why}");

    /// <summary>Adds a fault for each key that nobody has asked for: a misspelt key must not be ignored.</summary>
    public void RefuseOtherKeys()
    {
        foreach (var property in _element.EnumerateObject().Where(property => !_known.Contains(property.Name)))
        {
            Fault(property.Name, $"not a known key; known here are {string.Join(", ", _known)}");
        }
    }

    private T? Read<T>(string key, string wanted, TryRead<T> tryRead)
    {
        if (Find(key) is not { } element)
        {
            Fault(key, $"missing; write {wanted}");
            return default;
        }

        if (tryRead(element, out var value))
        {
            return value;
        }

        Fault(key, $"{Show(element)} is not {wanted}");
        return default;
    }

    private T? Quantity<T>(string key, Dimension dimension, TryParse<T> tryParse)
    {
        if (Find(key) is not { } element)
        {
            Fault(key, $"missing; write {dimension.Name}, e.g. \"{dimension.Example}\"");
            return default;
        }

        if (tryParse(TextOf(element), out var value, out var fault))
        {
            return value;
        }

        Fault(key, fault!);
        return default;
    }

    private JsonElement? Find(string key)
    {
        if (!_known.Contains(key))
        {
            _known.Add(key);
        }

        var isThere = _element.TryGetProperty(key, out var element) && element.ValueKind != JsonValueKind.Null;
        return isThere ? element : null;
    }

    private static bool TryGetWhole(JsonElement element, out int whole)
    {
        whole = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out whole);
    }

    private static bool TryParsePositive(string text, out Bytes value, out string? fault)
    {
        if (QuantityText.TryParse(text, out value, out fault) && value == Bytes.Zero)
        {
            fault = $"'{text}' is zero; it must be above 0, e.g. \"{Dimension.Size.Example}\"";
        }

        return fault is null;
    }

    // A section that is missing is one fault; its keys are not.
    private static JsonSection Absent() => new(Empty, string.Empty, []);

    private static string TextOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();

    private static string Show(JsonElement element)
    {
        var text = element.GetRawText();
        return text.Length <= ShownLength ? text : $"{text[..ShownLength]}…";
    }
}
