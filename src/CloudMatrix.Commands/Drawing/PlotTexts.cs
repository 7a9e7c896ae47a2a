namespace CloudMatrix.Commands;

/// <summary>The lines of text of a plot.</summary>
/// <param name="Title">At the top, and what a viewer calls the picture.</param>
/// <param name="Headline">Below it: the figures that matter most.</param>
/// <param name="Foot">At the bottom: what the run was.</param>
internal sealed record PlotTexts(string Title, string Headline, string Foot);
