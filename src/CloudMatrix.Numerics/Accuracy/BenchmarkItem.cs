namespace CloudMatrix.Numerics;

/// <summary>A question with one right answer.</summary>
/// <param name="Task">What kind of question it is.</param>
/// <param name="Prompt">The question.</param>
/// <param name="Answer">What is to be generated before the end of the line.</param>
public sealed record BenchmarkItem(string Task, string Prompt, string Answer);
