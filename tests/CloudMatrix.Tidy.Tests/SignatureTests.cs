namespace CloudMatrix.Tidy.Tests;

public sealed class SignatureTests
{
    private const string Product = "src/CloudMatrix.Model/Die.cs";

    [Fact]
    public void BoolParameters_ThisRepository_IsKept() => Tidy.Holds(BoolParameters.Check);

    [Fact]
    public void BoolParameters_PublicMethod_IsFound()
    {
        const string text = """
            public sealed record Die(bool IsUp)
            {
                public int Price(int rows, bool isRemote) => 0;
                public override bool Equals(bool other) => false;
                private int Own(bool isRemote) => 0;
            }
            interface IPath
            {
                int Price(bool? isRemote);
            }
            """;

        Tidy.Finds(
            BoolParameters.Check, Product, text,
            "3: Price takes the bool isRemote",
            "9: Price takes the bool isRemote");
    }

    [Fact]
    public void ParameterCount_ThisRepository_IsKept() => Tidy.Holds(ParameterCount.Check);

    [Fact]
    public void ParameterCount_FiveParameters_IsFound()
    {
        const string text = """
            sealed class Die(int a, int b, int c, int d, int e)
            {
                void Kept(int a, int b, int c, int d) { }
                void Price(int a, int b, int c, int d, int e) { }
                [LoggerMessage(LogLevel.Information, "x")] void LogX(int a, int b, int c, int d, int e);
            }
            """;

        Tidy.Finds(ParameterCount.Check, Product, text, "4: Price takes 5 parameters, more than 4");
    }

    [Fact]
    public void OutParameters_ThisRepository_IsKept() => Tidy.Holds(OutParameters.Check);

    [Fact]
    public void OutParameters_NotTry_IsFound()
    {
        const string text = """
            sealed class Die
            {
                void Price(out int bytes) { }
                bool TryPrice(out int bytes) { }
                void Deconstruct(out int bytes) { }
            }
            """;

        Tidy.Finds(OutParameters.Check, Product, text, "3: Price has the out bytes");
    }
}
