namespace CloudMatrix.Numerics.Tests;

/// <summary>Loading copies nothing that can stay mapped.</summary>
public sealed class MappingTests
{
    [Fact]
    public void Load_LargerMatrices_AllocatesNoMore()
    {
        using var small = new GeneratedCheckpoint();
        using var large = new GeneratedCheckpoint(("vocab_size", 20_000));
        Allocated(small);

        var (few, many) = (Allocated(small), Allocated(large));

        Assert.True(LengthOf(large) - LengthOf(small) > 3_000_000, "the larger checkpoint is not larger");
        Assert.InRange(many - few, -100_000, 100_000);
    }

    [Fact]
    public void Read_Float32_IsInPlace()
    {
        using var folder = new TemporaryFolder();
        using var file = SafetensorsFile.Open(folder.Write(
            "x.safetensors", SafetensorsText.Of([WrittenTensor.F32("w", [2, 2], [1, 2, 3, 4])])));
        var scratch = new float[4];

        var rows = new MappedMatrix(file.Find("w")!).Read(1..2, scratch);

        Assert.Equal([3, 4], rows);
        Assert.False(rows.Overlaps(scratch));
    }

    private static long LengthOf(GeneratedCheckpoint checkpoint) =>
        new FileInfo(Path.Combine(checkpoint.Folder, "model.safetensors")).Length;

    private static long Allocated(GeneratedCheckpoint checkpoint)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var model = DeepSeekModel.Load(checkpoint.Folder);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
