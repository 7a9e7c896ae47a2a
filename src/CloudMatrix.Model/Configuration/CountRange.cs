namespace CloudMatrix.Model;

/// <summary>The whole numbers that a key may have, both ends included.</summary>
internal readonly record struct CountRange(int Min, int Max)
{
    public bool Contains(int count) => count >= Min && count <= Max;

    public override string ToString() => $"{Min} to {Max}";
}
