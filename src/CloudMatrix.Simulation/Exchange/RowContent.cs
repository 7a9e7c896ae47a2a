namespace CloudMatrix.Simulation;

/// <summary>What the rows of a real model are made of.</summary>
/// <param name="RowBytes">Bytes that a token is packed as.</param>
/// <param name="AnswerBytes">Bytes of an expert's answer.</param>
/// <param name="RowsPerToken">Rows of each token: its routed experts, and the shared one last.</param>
internal readonly record struct RowContent(int RowBytes, int AnswerBytes, int RowsPerToken);
