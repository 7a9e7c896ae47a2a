namespace CloudMatrix.Numerics;

/// <summary>A weight matrix [rows, columns], however it is stored.</summary>
internal interface IWeightMatrix
{
    /// <summary>Outputs of the product.</summary>
    int Rows { get; }

    /// <summary>Inputs of the product.</summary>
    int Columns { get; }

    /// <summary>Some rows as float32: in place where they are stored so, else in the scratch.</summary>
    /// <param name="rows">Which.</param>
    /// <param name="scratch">At least as long as these rows.</param>
    ReadOnlySpan<float> Read(Range rows, Span<float> scratch);
}
