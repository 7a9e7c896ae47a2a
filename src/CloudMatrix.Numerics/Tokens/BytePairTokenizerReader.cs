using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>
/// Reads Hugging Face's <c>tokenizer.json</c> where it describes byte-level byte-pair encoding. What it asks for beyond
/// that is refused by name: a text must not be cut otherwise than the model was taught.
/// </summary>
internal static class BytePairTokenizerReader
{
    // How GPT-2 cuts a text into words, numbers, punctuation and blanks.
    private const string ByteLevelPattern =
        @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    /// <summary>Reads the file.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="vocabularySize">Tokens of the model.</param>
    /// <exception cref="ConfigurationException">The file cannot be read, or asks for what is not supported.</exception>
    public static BytePairTokenizer Read(string path, int vocabularySize)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return Read(document.RootElement, vocabularySize);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([$"{path}: cannot be read: {exception.Message}"]);
        }
        catch (Exception exception) when (exception
            is JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException or ArgumentException)
        {
            throw new ConfigurationException([$"{path}: {exception.Message}"]);
        }
    }

    private static BytePairTokenizer Read(JsonElement root, int vocabularySize)
    {
        var model = root.GetProperty("model");
        Require(TypeOf(model) == "BPE", "model.type", "only BPE is supported");
        Require(!IsSet(model, "byte_fallback"), "model.byte_fallback", "true is not supported");
        Require(!IsSet(model, "ignore_merges"), "model.ignore_merges", "true is not supported");
        Require(IsEmpty(root, "normalizer", "normalizers"), "normalizer", "none is supported");
        var tokens = model.GetProperty("vocab").EnumerateObject()
            .ToDictionary(token => token.Name, token => token.Value.GetInt32(), StringComparer.Ordinal);
        var added = root.TryGetProperty("added_tokens", out var list)
            ? list.EnumerateArray().ToDictionary(
                token => token.GetProperty("content").GetString()!,
                token => token.GetProperty("id").GetInt32(),
                StringComparer.Ordinal)
            : [];
        CheckTokens(tokens, added, vocabularySize);
        var merges = model.GetProperty("merges").EnumerateArray().Select(ReadMerge).ToList();
        Require(
            merges.All(merge => tokens.ContainsKey(merge.Left + merge.Right)),
            "model.merges",
            "a pair makes no token of model.vocab");
        return new BytePairTokenizer(
            new BytePairVocabulary(tokens, merges, added, vocabularySize), [.. PatternsOf(root)]);
    }

    private static void CheckTokens(
        Dictionary<string, int> tokens, Dictionary<string, int> added, int vocabularySize)
    {
        Require(
            Enumerable.Range(0, ByteTokenizer.Bytes)
                .All(value => tokens.ContainsKey(ByteLetters.Of((byte)value).ToString())),
            "model.vocab",
            "has no token for some byte");
        Require(
            tokens.Values.Concat(added.Values).All(token => token >= 0 && token < vocabularySize),
            "model.vocab",
            $"a token is out of range 0 to {vocabularySize - 1} (vocab_size)");
    }

    // "left right", or ["left", "right"].
    private static (string Left, string Right) ReadMerge(JsonElement merge)
    {
        var parts = merge.ValueKind == JsonValueKind.String
            ? merge.GetString()!.Split(' ')
            : [.. merge.EnumerateArray().Select(part => part.GetString()!)];
        return parts is [var left, var right]
            ? (left, right)
            : throw new FormatException($"model.merges: {merge} is not a pair");
    }

    private static IEnumerable<Regex> PatternsOf(JsonElement root)
    {
        var cutter = root.GetProperty("pre_tokenizer");
        Require(cutter.ValueKind == JsonValueKind.Object, "pre_tokenizer", "missing; byte-level ones are supported");
        ImmutableArray<JsonElement> steps = TypeOf(cutter) == "Sequence"
            ? [.. cutter.GetProperty("pretokenizers").EnumerateArray()]
            : [cutter];
        Require(steps.Any(step => TypeOf(step) == "ByteLevel"), "pre_tokenizer", "only byte-level ones are supported");
        return steps.Select(PatternOf).OfType<string>().Select(pattern => new Regex(pattern));
    }

    private static string? PatternOf(JsonElement step)
    {
        switch (TypeOf(step))
        {
            case "ByteLevel":
                Require(!IsSet(step, "add_prefix_space"), "pre_tokenizer.add_prefix_space", "true is not supported");
                return step.TryGetProperty("use_regex", out var uses) && !uses.GetBoolean() ? null : ByteLevelPattern;
            case "Digits":
                return IsSet(step, "individual_digits") ? @"\p{Nd}" : @"\p{Nd}+";
            case "Split":
                Require(
                    step.GetProperty("behavior").GetString() == "Isolated",
                    "pre_tokenizer.behavior",
                    "only Isolated is supported");
                Require(!IsSet(step, "invert"), "pre_tokenizer.invert", "true is not supported");
                return step.GetProperty("pattern").TryGetProperty("Regex", out var regex)
                    ? regex.GetString()
                    : Regex.Escape(step.GetProperty("pattern").GetProperty("String").GetString()!);
            default:
                throw new FormatException($"pre_tokenizer.type: '{TypeOf(step)}' is not supported");
        }
    }

    private static string? TypeOf(JsonElement element) => element.GetProperty("type").GetString();

    private static bool IsSet(JsonElement element, string key) =>
        element.TryGetProperty(key, out var flag) && flag.ValueKind == JsonValueKind.True;

    private static bool IsEmpty(JsonElement root, string key, string listKey) =>
        !root.TryGetProperty(key, out var part)
        || part.ValueKind == JsonValueKind.Null
        || (part.TryGetProperty(listKey, out var list) && list.GetArrayLength() == 0);

    private static void Require(bool holds, string field, string fault)
    {
        if (!holds)
        {
            throw new FormatException($"{field}: {fault}");
        }
    }
}
