using System.Security.Cryptography;
using System.Text;

namespace CloudMatrix.Hosting;

/// <summary>A secret that callers must show. Only its hash is kept, so that nothing can print it.</summary>
public sealed class HttpKey
{
    /// <summary>The fewest characters of a key: shorter ones can be guessed.</summary>
    public const int LengthMin = 16;

    private readonly byte[] _hash;

    /// <summary>A key.</summary>
    /// <param name="secret">At least <see cref="LengthMin"/> visible ASCII characters.</param>
    /// <exception cref="ArgumentException">It is shorter, or has others in it.</exception>
    public HttpKey(string secret)
    {
        if (!IsUsable(secret))
        {
            // The exception must not carry what it is about.
            throw new ArgumentException($"A key has at least {LengthMin} visible ASCII characters.", nameof(secret));
        }

        _hash = HashOf(secret);
    }

    /// <summary>Whether a text can be a key: visible ASCII, so that it travels in a header as it is.</summary>
    public static bool IsUsable(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return secret.Length >= LengthMin && secret.All(character => character is > ' ' and <= '~');
    }

    /// <summary>Whether a caller showed the key; takes the same time for every wrong one.</summary>
    public bool Fits(string shown)
    {
        ArgumentNullException.ThrowIfNull(shown);
        return CryptographicOperations.FixedTimeEquals(HashOf(shown), _hash);
    }

    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
