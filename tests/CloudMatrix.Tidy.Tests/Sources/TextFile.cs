namespace CloudMatrix.Tidy.Tests;

/// <summary>Any other file, as text.</summary>
/// <param name="Path">From the repository's root, with forward slashes.</param>
/// <param name="Text">The file's text.</param>
internal sealed record TextFile(string Path, string Text)
{
    /// <summary>The line a position is on, from 1.</summary>
    public int LineAt(int position) => Text.AsSpan(0, position).Count('\n') + 1;
}
