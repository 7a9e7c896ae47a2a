namespace CloudMatrix.Tidy.Tests;

public sealed class TypeTests
{
    private const string Product = "src/CloudMatrix.Model/Die.cs";

    [Fact]
    public void SealedTypes_ThisRepository_IsKept() => Tidy.Holds(SealedTypes.Check);

    [Fact]
    public void SealedTypes_OpenClass_IsFound()
    {
        const string text = """
            public class Open;
            public abstract record Family;
            public sealed class Closed;
            public static class Formula;
            public sealed record Value;
            public readonly record struct Id;
            public interface IPath;
            """;

        Tidy.Finds(
            SealedTypes.Check, Product, text,
            "1: Open is neither sealed nor static",
            "2: Family is neither sealed nor static");
    }

    [Fact]
    public void PartialTypes_ThisRepository_IsKept() => Tidy.Holds(PartialTypes.Check(Repository.Sources));

    [Fact]
    public void PartialTypes_NeitherLogNorGenerator_IsFound() =>
        Tidy.Finds(
            PartialTypes.Check([new SourceFile(Product, "sealed partial class Die;")]),
            "1: Die is partial for neither a log nor a generator");

    [Theory]
    [InlineData("[JsonSerializable(typeof(int))] sealed partial class Die;")]
    [InlineData("static partial class Die { [GeneratedRegex(\"x\")] private static partial Regex X(); }")]
    public void PartialTypes_Generator_IsKept(string text) =>
        Tidy.Finds(PartialTypes.Check([new SourceFile(Product, text)]));

    [Fact]
    public void PartialTypes_LogApart_IsKept()
    {
        var type = new SourceFile("src/CloudMatrix.Grains/NpuGrain.cs", "sealed partial class NpuGrain;");
        var log = new SourceFile("src/CloudMatrix.Grains/NpuGrain.Log.cs", "sealed partial class NpuGrain;");

        Tidy.Finds(PartialTypes.Check([type, log]));
    }

    [Fact]
    public void StaticMutableState_ThisRepository_IsKept() => Tidy.Holds(StaticMutableState.Check);

    [Fact]
    public void StaticMutableState_FieldOrSetter_IsFound()
    {
        const string text = """
            sealed class Die
            {
                private static int _count;
                static int Last { get; set; }
                const int Cores = 24;
                static readonly int Kept = 1;
                static int Shown { get; } = 1;
                int _own;
                int Own { get; set; }
            }
            """;

        Tidy.Finds(
            StaticMutableState.Check, Product, text,
            "3: _count is static and can change",
            "4: Last is static and can change");
    }
}
