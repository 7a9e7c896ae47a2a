using System.Text;
using System.Text.Json.Nodes;
using CloudMatrix.Model;

namespace CloudMatrix.Numerics.Tests;

public sealed class TokenizerTests
{
    private const int Bos = 260;

    [Theory]
    [InlineData("")]
    [InlineData("add: 12+7=")]
    [InlineData("Größe 384 µs, 昇腾 🙂")]
    public void Bytes_Text_ComesBack(string text)
    {
        var tokenizer = new ByteTokenizer(272);

        var tokens = tokenizer.Encode(text);

        Assert.Equal(Encoding.UTF8.GetBytes(text).Select(value => (int)value), tokens);
        Assert.Equal(text, tokenizer.Decode([256, .. tokens, 258]));
    }

    [Fact]
    public void Bytes_NoSuchToken_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ByteTokenizer(272).Decode([272]));

    [Fact]
    public void BytePairs_Merges_GoByTheirOrder()
    {
        // "he" before "el"; "hell" is then made of "he" and "ll".
        Assert.Equal([257, 258, 'o'], Read().Encode("hello"));
        Assert.Equal([256, 'p'], Read().Encode("elp"));
    }

    [Fact]
    public void BytePairs_Blanks_StayWithTheirWord() =>
        Assert.Equal(['a', 259, 'a'], Read().Encode("a ba"));

    [Fact]
    public void BytePairs_AddedTokens_AreCutOutFirst()
    {
        var tokenizer = Read();

        Assert.Equal([Bos, 257, Bos, 'x'], tokenizer.Encode("<bos>he<bos>x"));
        Assert.Equal("<bos>he<bos>x", tokenizer.Decode([Bos, 257, Bos, 'x']));
    }

    [Fact]
    public void BytePairs_DigitsInThrees_AreCutAsThePatternSays() =>
        Assert.Equal(
            [.. "1234".Select(digit => (int)digit)], Read().Encode("1234"));

    [Theory]
    [InlineData("Größe 384 µs,\n\n 昇腾 🙂  <bos>")]
    [InlineData(" \t hello  hello ")]
    public void BytePairs_Text_ComesBack(string text) => Assert.Equal(text, Read().Decode(Read().Encode(text)));

    [Theory]
    [InlineData("model.type", "WordPiece", "model.type: only BPE is supported")]
    [InlineData("model.byte_fallback", true, "model.byte_fallback: true is not supported")]
    [InlineData("pre_tokenizer.pretokenizers.0.behavior", "Removed", "pre_tokenizer.behavior: only Isolated")]
    [InlineData("pre_tokenizer.pretokenizers.0.type", "Whitespace", "pre_tokenizer.type: 'Whitespace'")]
    [InlineData("model.merges.0", "h", "model.merges: h is not a pair")]
    [InlineData("model.merges.0", "q q", "model.merges: a pair makes no token of model.vocab")]
    [InlineData("model.vocab.he", 300, "model.vocab: a token is out of range 0 to 271 (vocab_size)")]
    public void Read_WhatIsNotSupported_IsRefusedByName(string path, object value, string fault)
    {
        using var folder = new TemporaryFolder();
        var json = Json();
        var parts = path.Split('.');
        var node = parts[..^1].Aggregate((JsonNode)json, (parent, part) =>
            int.TryParse(part, out var index) ? parent[index]! : parent[part]!);
        var last = JsonValue.Create(value);
        if (int.TryParse(parts[^1], out var place))
        {
            node[place] = last;
        }
        else
        {
            node[parts[^1]] = last;
        }

        folder.Write("tokenizer.json", json.ToJsonString());

        var refusal = Assert.Throws<ConfigurationException>(() => Tokenizers.Read(folder.Path, Spec()));

        Assert.Contains(fault, refusal.Message, StringComparison.Ordinal);
        Assert.StartsWith(folder.PathOf("tokenizer.json"), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoFileAndNoRoomForBytes_IsRefused()
    {
        using var checkpoint = new GeneratedCheckpoint();

        var refusal = Assert.Throws<ConfigurationException>(
            () => Tokenizers.Read(checkpoint.Folder, DeepSeekSpecReader.FromFolder(checkpoint.Folder)));

        Assert.Contains("vocab_size 61 is below the 256", refusal.Message, StringComparison.Ordinal);
    }

    private static DeepSeekSpec Spec() => DeepSeekSpecReader.FromFolder(Folders.TinyMoe);

    private static ITokenizer Read()
    {
        using var folder = new TemporaryFolder();
        folder.Write("tokenizer.json", Json().ToJsonString());
        return Tokenizers.Read(folder.Path, Spec());
    }

    private static JsonObject Json()
    {
        var vocabulary = new JsonObject();
        for (var value = 0; value < 256; value++)
        {
            vocabulary[ByteLetters.Of((byte)value).ToString()] = value;
        }

        (string, int)[] merged = [("el", 256), ("he", 257), ("ll", 258), ("Ġb", 259)];
        foreach (var (letters, token) in merged)
        {
            vocabulary[letters] = token;
        }

        return new JsonObject
        {
            ["added_tokens"] = new JsonArray(new JsonObject { ["id"] = Bos, ["content"] = "<bos>" }),
            ["normalizer"] = new JsonObject { ["type"] = "Sequence", ["normalizers"] = new JsonArray() },
            ["pre_tokenizer"] = JsonNode.Parse("""
                {"type": "Sequence", "pretokenizers": [
                  {"type": "Split", "pattern": {"Regex": "\\p{N}{1,3}"}, "behavior": "Isolated", "invert": false},
                  {"type": "Split", "pattern": {"Regex": " ?\\p{L}+|\\s+"}, "behavior": "Isolated", "invert": false},
                  {"type": "ByteLevel", "add_prefix_space": false, "use_regex": false}]}
                """),
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["vocab"] = vocabulary,
                ["merges"] = new JsonArray("h e", new JsonArray("l", "l"), "e l", "Ġ b"),
            },
        };
    }
}
