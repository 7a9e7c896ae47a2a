using Spectre.Console;

namespace CloudMatrix.Commands;

/// <summary>A headline and facts under it: what is measured, how much, and what that means.</summary>
internal sealed class FactTable
{
    private readonly Grid _grid = new Grid()
        .AddColumn(new GridColumn().PadLeft(2).PadRight(2).NoWrap())
        .AddColumn(new GridColumn().PadRight(2).RightAligned().NoWrap())
        .AddColumn(new GridColumn());

    /// <summary>Adds a fact.</summary>
    /// <param name="name">What.</param>
    /// <param name="value">How much, with its unit.</param>
    /// <param name="meaning">Anything to add.</param>
    public FactTable Add(string name, string value, string meaning = "")
    {
        _grid.AddRow(new Text(name), new Text(value, new Style(decoration: Decoration.Bold)), new Text(meaning));
        return this;
    }

    /// <summary>Writes headline and facts.</summary>
    public void Write(IAnsiConsole console, string headline)
    {
        console.Write(new Text(headline, new Style(Color.Teal, decoration: Decoration.Bold)));
        console.WriteLine();
        console.Write(_grid);
    }
}
