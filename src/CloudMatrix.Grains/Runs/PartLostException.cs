namespace CloudMatrix.Grains;

/// <summary>An instance of a service was lost with its silo: what it held is gone.</summary>
[GenerateSerializer, Alias("part-lost")]
internal sealed class PartLostException : Exception
{
    /// <summary>Says so.</summary>
    public PartLostException()
        : base("An instance of the service was lost with its silo.")
    {
    }
}
