using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>The tokenizer of a checkpoint.</summary>
public static class Tokenizers
{
    private const string FileName = "tokenizer.json";

    /// <summary>What <c>tokenizer.json</c> says; bytes where there is no such file.</summary>
    /// <param name="folder">The checkpoint's.</param>
    /// <param name="spec">Its model.</param>
    /// <exception cref="ConfigurationException">
    /// The file asks for what is not supported, or the vocabulary is too small for bytes.
    /// </exception>
    public static ITokenizer Read(string folder, DeepSeekSpec spec)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(spec);
        var path = Path.Combine(folder, FileName);
        var size = spec.Shape.VocabularySize;
        if (File.Exists(path))
        {
            return BytePairTokenizerReader.Read(path, size);
        }

        return size >= ByteTokenizer.Bytes
            ? new ByteTokenizer(size)
            : throw new ConfigurationException(
                [$"{path}: missing, and vocab_size {size} is below the {ByteTokenizer.Bytes} that bytes need"]);
    }
}
