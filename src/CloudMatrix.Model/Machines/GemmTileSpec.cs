namespace CloudMatrix.Model;

/// <summary>The output tile that a matrix core computes at a time.</summary>
/// <param name="Rows">Rows (tokens).</param>
/// <param name="Columns">Columns (output features).</param>
public readonly record struct GemmTileSpec(int Rows, int Columns)
{
    internal static GemmTileSpec Read(JsonSection section)
    {
        var sides = new CountRange(1, 4096);
        var spec = new GemmTileSpec(section.Count("rows", sides), section.Count("columns", sides));
        section.RefuseOtherKeys();
        return spec;
    }
}
