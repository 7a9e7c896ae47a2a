using System.Text;
using CloudMatrix.Model;

namespace CloudMatrix.Numerics.Tests;

public sealed class SafetensorsFileTests
{
    private static readonly byte[] Small = SafetensorsText.Of(
    [
        WrittenTensor.F32("a", [2, 3], [1, 2, 3, 4, 5, 6]),
        WrittenTensor.Bf16("b", [2], [1.5f, -2]),
        WrittenTensor.I64("c", [1], [-7]),
        new WrittenTensor("d", "I8", [3], [0xFF, 0x80, 0x7F]),
        new WrittenTensor("scalar", "F32", [], [0, 0, 0x80, 0x3F]),
        new WrittenTensor("empty", "F16", [0, 4], []),
    ]);

    [Fact]
    public void Open_EveryFormat_ReadsInPlace()
    {
        using var folder = new TemporaryFolder();

        using var file = SafetensorsFile.Open(folder.Write("x.safetensors", Small));

        Assert.Equal([1, 2, 3, 4, 5, 6], file.Find("a")!.ReadAll<float>());
        Assert.Equal([3, 4], file.Find("a")!.Read<float>(2, 2));
        Assert.Equal([0x3FC0, 0xC000], file.Find("b")!.ReadAll<ushort>().ToArray());
        Assert.Equal([-7], file.Find("c")!.ReadAll<long>());
        Assert.Equal([-1, -128, 127], file.Find("d")!.ReadAll<sbyte>().ToArray());
        Assert.Equal([1], file.Find("scalar")!.ReadAll<float>());
        Assert.Equal(0, file.Find("empty")!.Count);
        Assert.Null(file.Find("e"));
        Assert.Equal("F32 [2, 3]", file.Find("a")!.Description);
    }

    [Fact]
    public void Open_CutAnywhere_IsRefusedWithTheFilesName()
    {
        using var folder = new TemporaryFolder();
        for (var length = 0; length < Small.Length; length++)
        {
            var path = folder.Write("cut.safetensors", Small[..length]);

            var refusal = Assert.Throws<ConfigurationException>(() => SafetensorsFile.Open(path));

            Assert.All(refusal.Faults, fault => Assert.StartsWith(path, fault, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Open_AnyByteOfTheHeaderChanged_IsReadOrRefused()
    {
        using var folder = new TemporaryFolder();
        var header = 8 + (int)BitConverter.ToInt64(Small);
        var refused = 0;
        for (var place = 0; place < header; place++)
        {
            var bytes = Small.ToArray();
            bytes[place] ^= (byte)(1 << (place % 8));
            var path = folder.Write("changed.safetensors", bytes);
            var exception = Record.Exception(() => ReadAll(path));
            Assert.True(exception is null or ConfigurationException, $"byte {place}: {exception}");
            refused += exception is null ? 0 : 1;
        }

        Assert.InRange(refused, header / 2, header);
    }

    [Theory]
    [InlineData("[]", "the header is not a JSON object")]
    [InlineData("{", "the header is not JSON")]
    [InlineData("""{"t":1}""", "tensor 't': its entry is not an object")]
    [InlineData("""{"t":{"shape":[1],"data_offsets":[0,4]}}""", "tensor 't': dtype is missing")]
    [InlineData("""{"t":{"dtype":"F4","shape":[1],"data_offsets":[0,4]}}""", "tensor 't': dtype 'F4' is not known")]
    [InlineData("""{"t":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", "tensor 't': shape is not a list")]
    [InlineData("""{"t":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", "tensor 't': shape is not a list")]
    [InlineData("""{"t":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", "tensor 't': data_offsets must be two")]
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "tensor 't': shape [2] of F32 takes 8")]
    [InlineData(
        """{"t":{"dtype":"F32","shape":[4294967296,4294967296,4],"data_offsets":[0,4]}}""", "takes too many bytes")]
    [InlineData("""{"t":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "tensor 't': begins at byte 4")]
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "the file is truncated")]
    [InlineData("""{"t":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", "3 bytes follow the last tensor")]
    [InlineData("""{"t":{"dtype":"F32"},"t":{"dtype":"F32"}}""", "the header is not JSON")]
    public void Open_WrongHeader_SaysWhat(string header, string fault)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("wrong.safetensors", SafetensorsText.Of(header, [0, 0, 0, 0]));

        var refusal = Assert.Throws<ConfigurationException>(() => SafetensorsFile.Open(path));

        Assert.Contains(fault, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ManyFaults_TellsTheFirstAndTheirNumber()
    {
        using var folder = new TemporaryFolder();
        var header = $"{{{string.Join(',', Enumerable.Range(0, 50).Select(i => $"\"t{i}\":0"))}}}";
        var path = folder.Write("wrong.safetensors", SafetensorsText.Of(header, []));

        var refusal = Assert.Throws<ConfigurationException>(() => SafetensorsFile.Open(path));

        Assert.Equal(21, refusal.Faults.Count);
        Assert.EndsWith("and 30 more faults of this kind", refusal.Faults[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoSuchFile_SaysSo()
    {
        var refusal = Assert.Throws<ConfigurationException>(() => SafetensorsFile.Open("no/such.safetensors"));

        Assert.StartsWith("no/such.safetensors: cannot be read", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AfterDispose_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var file = SafetensorsFile.Open(folder.Write("x.safetensors", Small));
        var tensor = file.Find("a")!;

        file.Dispose();

        Assert.Throws<ObjectDisposedException>(() => tensor.ReadAll<float>().Length);
    }

    [Fact]
    public void Read_BeyondTheTensor_IsRefused()
    {
        using var folder = new TemporaryFolder();
        using var file = SafetensorsFile.Open(folder.Write("x.safetensors", Small));

        Assert.Throws<ArgumentOutOfRangeException>(() => file.Find("a")!.Read<float>(4, 3).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Find("a")!.ReadAll<long>().Length);
    }

    private static void ReadAll(string path)
    {
        using var file = SafetensorsFile.Open(path);
        foreach (var tensor in file.Names.Select(name => file.Find(name)!))
        {
            Assert.NotNull(Encoding.UTF8.GetBytes(tensor.Description));
            if (tensor.Format is TensorFormat.F32)
            {
                Assert.Equal(tensor.Count, tensor.ReadAll<float>().Length);
            }
        }
    }
}
