namespace CloudMatrix.Model;

/// <summary>Storage behind the front-end network.</summary>
/// <param name="BucketBandwidth">Of one bucket of the object store, all its readers together.</param>
public sealed record StorageSpec(BytesPerSecond BucketBandwidth)
{
    internal static StorageSpec Read(JsonSection section)
    {
        var spec = new StorageSpec(section.Bandwidth("bucketBandwidth"));
        section.RefuseOtherKeys();
        return spec;
    }
}
