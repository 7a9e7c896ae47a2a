namespace CloudMatrix.Tidy.Tests;

public sealed class NameTests
{
    private const string Product = "src/CloudMatrix.Model/Units/Bytes.cs";

    [Fact]
    public void BannedTypeNames_ThisRepository_IsKept() => Tidy.Holds(BannedTypeNames.Check);

    [Fact]
    public void BannedTypeNames_EmptyEnding_IsFound()
    {
        const string text = """
            sealed class ExpertManager { }
            delegate void Handler();
            readonly record struct KvInfo;
            sealed class Informed { sealed class Utils { } }
            """;

        Tidy.Finds(
            BannedTypeNames.Check, Product, text,
            "1: ExpertManager ends in Manager, which says nothing",
            "2: Handler ends in Handler, which says nothing",
            "3: KvInfo ends in Info, which says nothing",
            "4: Utils ends in Utils, which says nothing");
    }

    [Fact]
    public void OneTypePerFile_ThisRepository_IsKept() => Tidy.Holds(OneTypePerFile.Check);

    [Fact]
    public void OneTypePerFile_SecondPublicType_IsFound() =>
        Tidy.Finds(
            OneTypePerFile.Check, Product, "namespace A;\npublic struct Bytes;\npublic struct Bits;\nclass Local;",
            "3: Bits is a second public type in one file");

    [Fact]
    public void OneTypePerFile_OtherName_IsFound()
    {
        Tidy.Finds(OneTypePerFile.Check, Product, "public struct Bits;", "1: Bits does not bear the file's name");
        Tidy.Finds(OneTypePerFile.Check, Product, "struct Bits;", "1: Bits does not bear the file's name");
    }

    [Theory]
    [InlineData("src/CloudMatrix.Model/Units/Bytes.cs", "public struct Bytes { public struct Inner; }")]
    [InlineData("src/CloudMatrix.Grains/NpuGrain.Log.cs", "public partial class NpuGrain;")]
    [InlineData("src/CloudMatrix.Cli/Program.cs", "return 0;")]
    public void OneTypePerFile_SameName_IsKept(string path, string text) =>
        Tidy.Finds(OneTypePerFile.Check, path, text);

    [Fact]
    public void Namespaces_ThisRepository_IsKept() => Tidy.Holds(Namespaces.Check);

    [Theory]
    [InlineData(Product, "namespace CloudMatrix.Model;")]
    [InlineData(Product, "namespace CloudMatrix.Model.Units;")]
    [InlineData("samples/00-EmbeddedDecode/Chart.cs", "namespace CloudMatrix.Samples;")]
    [InlineData("samples/00-EmbeddedDecode/Program.cs", "return 0;")]
    public void Namespaces_WithinProject_IsKept(string path, string text) => Tidy.Finds(Namespaces.Check, path, text);

    [Theory]
    [InlineData("CloudMatrix.Models")]
    [InlineData("CloudMatrix.Orleans")]
    [InlineData("CloudMatrix.Model.Orleans")]
    public void Namespaces_Elsewhere_IsFound(string name) =>
        Tidy.Finds(
            Namespaces.Check, Product, $"namespace {name};",
            $"1: the namespace {name} is not within CloudMatrix.Model");

    [Theory]
    [InlineData("namespace CloudMatrix.Model { }", "1: the namespace CloudMatrix.Model is not file-scoped")]
    [InlineData("struct Bytes;", "1: Bytes is in no namespace")]
    public void Namespaces_BlockOrNone_IsFound(string text, string expected) =>
        Tidy.Finds(Namespaces.Check, Product, text, expected);
}
