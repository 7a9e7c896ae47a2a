namespace CloudMatrix.Tidy.Tests;

public sealed class DeterminismTests
{
    private const string Product = "src/CloudMatrix.Simulation/Engine.cs";
    private const string ParallelPhases = "src/CloudMatrix.Simulation/Engine/ParallelPhases.cs";

    [Fact]
    public void Clocks_ThisRepository_IsKept() => Tidy.Holds(Clocks.Check);

    [Fact]
    public void Clocks_Clock_IsFound()
    {
        const string text = """
            using System.Diagnostics;
            var now = DateTime.UtcNow;
            System.DateTimeOffset at = default;
            var watch = new Stopwatch();
            var ticks = Environment.TickCount64;
            await System.Threading.Tasks.Task.Delay(1);
            var kept = spec.Stopwatch + DateTimes.Of(Timer: 1);
            """;

        Tidy.Finds(
            Clocks.Check, Product, text,
            "2: DateTime: below Hosting time is data",
            "3: DateTimeOffset: below Hosting time is data",
            "4: Stopwatch: below Hosting time is data",
            "5: Environment.TickCount64: below Hosting time is data",
            "6: Task.Delay: below Hosting time is data");
    }

    [Theory]
    [InlineData("src/CloudMatrix.Commands/Reports/WallClock.cs")]
    [InlineData("src/CloudMatrix.Hosting/Heartbeat.cs")]
    [InlineData("tests/CloudMatrix.Benchmarks/Bench.cs")]
    public void Clocks_WhereTheyBelong_IsKept(string path) =>
        Tidy.Finds(Clocks.Check, path, "var watch = Stopwatch.StartNew();");

    [Fact]
    public void Threads_ThisRepository_IsKept() => Tidy.Holds(Threads.Check);

    [Fact]
    public void Threads_OutsideTheirFile_IsFound()
    {
        const string text = "Parallel.For(0, 1, Work);\nTask.Run(Work);\nvar thread = new Thread(Work);";

        Tidy.Finds(Threads.Check, ParallelPhases, text);
        Tidy.Finds(
            Threads.Check, Product, text,
            "1: Parallel: below Hosting one file has threads",
            "2: Task.Run: below Hosting one file has threads",
            "3: Thread: below Hosting one file has threads");
    }

    [Fact]
    public void Awaits_ThisRepository_IsKept() => Tidy.Holds(Awaits.Check);

    [Fact]
    public void Awaits_InPureFloor_IsFound()
    {
        const string text = "sealed class Engine\n{\n    async Task<int> Step() => await Next();\n}";

        Tidy.Finds(Awaits.Check, "src/CloudMatrix.Grains/Engine.cs", text);
        Tidy.Finds(Awaits.Check, Product, text, "3: Task: a pure floor waits for nothing");
    }

    [Fact]
    public void Chance_ThisRepository_IsKept() => Tidy.Holds(Chance.Check);

    [Fact]
    public void Chance_GlobalSource_IsFound()
    {
        const string text = """
            var a = Random.Shared.Next();
            var b = new Random(1);
            var c = System.Guid.NewGuid();
            var kept = Guid.Parse(text);
            """;

        Tidy.Finds(
            Chance.Check, Product, text,
            "1: Random: below Hosting chance is seeded",
            "2: Random: below Hosting chance is seeded",
            "3: Guid.NewGuid: below Hosting chance is seeded");
    }

    [Fact]
    public void HashCodes_ThisRepository_IsKept() => Tidy.Holds(HashCodes.Check);

    [Fact]
    public void HashCodes_OutsideGetHashCode_IsFound()
    {
        const string text = """
            sealed class Engine
            {
                int Slot(string name) => name.GetHashCode() % 8;
                public override int GetHashCode() => _id.GetHashCode();
            }
            """;

        Tidy.Finds(HashCodes.Check, Product, text, "3: a hash code may differ from run to run");
    }

    [Fact]
    public void TranscendentalCalls_ThisRepository_IsKept() => Tidy.Holds(TranscendentalCalls.Check);

    [Fact]
    public void TranscendentalCalls_OutsideTheirFile_IsFound()
    {
        const string text = """
            using static System.Math;
            var a = Math.Exp(1) + System.MathF.Log2(2) + double.Pow(2, 3);
            var kept = Math.Sqrt(2) + Transcendentals.Exp(1) + BitOperations.Log2(8);
            """;

        Tidy.Finds(TranscendentalCalls.Check, "src/CloudMatrix.Model/Transcendentals.cs", text);
        Tidy.Finds(TranscendentalCalls.Check, "src/CloudMatrix.Numerics/Softmax.cs", text);
        Tidy.Finds(
            TranscendentalCalls.Check, Product, text,
            "2: Math.Exp: such functions come from src/CloudMatrix.Model/Transcendentals.cs",
            "2: MathF.Log2: such functions come from src/CloudMatrix.Model/Transcendentals.cs",
            "2: double.Pow: such functions come from src/CloudMatrix.Model/Transcendentals.cs",
            "1: System.Math is not to be used without its name");
    }
}
