namespace CloudMatrix.Commands.Tests;

public sealed class BadInputTests
{
    [Theory]
    [InlineData("decode --npus 500", "--npus: 500 is out of range 1 to 384 (the NPUs of CloudMatrix384).")]
    [InlineData("decode --npus -5", "--npus: -5 is out of range 1 to 384 (the NPUs of CloudMatrix384).")]
    [InlineData("decode --batch ten", "--batch: 'ten' is not a whole number of at most 2147483647.")]
    [InlineData("decode --batch", "--batch: needs a value, N.")]
    [InlineData("decode --npus 8 --npus 16", "--npus: given 2 times; give it once.")]
    [InlineData("decode --steps 0", "--steps: 0 is out of range 1 to 1000000 (decode steps).")]
    [InlineData("decode --microbatches 3", "--microbatches: 3 is out of range 1 to 2 (or auto).")]
    [InlineData("decode --mtp=", "--mtp: needs a value, N.")]
    [InlineData("decode --acceptance NaN", "--acceptance: NaN is out of range 0 to 1, e.g. 0.7.")]
    [InlineData("decode --graph-launch lazy", "--graph-launch: 'lazy' is none of pipelined|serial.")]
    [InlineData("decode --seed -1", "--seed: '-1' is not a whole number from 0 to 18446744073709551615, e.g. 1.")]
    [InlineData("decode --trace-dies 0", "--trace-dies: given without --trace FILE.")]
    [InlineData("decode --down plane:9", "--down: 'plane:9': 9 is out of range; sub-planes are 0 to 6")]
    [InlineData("decode --machine=", "--machine: needs a value, FILE.")]
    [InlineData("decode --bacth 8", "--bacth: unknown option; 'cloudmatrix decode --help' shows those there are.")]
    [InlineData("decode fast", "fast: not understood; 'cloudmatrix decode --help' shows what is.")]
    [InlineData("decoed", "decoed: not understood; 'cloudmatrix --help' shows what is.")]
    [InlineData("prefill --npus 500", "--npus: 500 is out of range 1 to 384 (the NPUs of CloudMatrix384).")]
    [InlineData("prefill --batch-tokens 0", "--batch-tokens: 0 is out of range 1 to 65535 (new tokens per NPU).")]
    [InlineData("prefill --cached 4096", "--cached: 4096 is out of range 0 to 4095 (of each prompt's tokens).")]
    [InlineData("prefill --microbatches 3", "--microbatches: 3 is out of range 1 to 2 (they alternate).")]
    [InlineData("prefill --balancer new", "--balancer: 'new' is none of current|outdated.")]
    [InlineData("prefill --trace-dies 0", "--trace-dies: given without --trace FILE.")]
    [InlineData("prefill --batch 8", "--batch: unknown option; 'cloudmatrix prefill --help' shows those there are.")]
    [InlineData("operator", "operator: say which one: dispatch, combine, gemm or mla.")]
    [InlineData("operator gemm -x", "-x: unknown option; 'cloudmatrix operator gemm --help' shows those there are.")]
    [InlineData("operator dispatch --ep 800", "--ep: 800 is out of range 1 to 768 (the dies of CloudMatrix384).")]
    [InlineData("operator mla --heads 129", "--heads: 129 is out of range 1 to 128 (the model's query heads).")]
    [InlineData("topology --list cables", "--list: 'cables' is none of planes|chips|links.")]
    public async Task Command_OneFault_SaysIt(string line, string fault)
    {
        var run = await CommandRun.OfAsync(line);

        Assert.Equal(fault, run.Error.TrimEnd());
        Assert.Equal("", run.Output);
        Assert.Equal(2, run.ExitCode);
    }

    [Fact]
    public async Task Decode_ManyFaults_SaysThemAll()
    {
        var run = await CommandRun.OfAsync(
            "decode --fast --batch abc --routing skewed:9 --npus 500 --steps 0 --mtp 7 --down plane:9,switch");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(
            ["--batch", "--down", "--down", "--fast", "--mtp", "--npus", "--routing", "--steps"],
            Keys(run).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Prefill_ManyFaults_SaysThemAll()
    {
        var run = await CommandRun.OfAsync(
            "prefill --fast --batch-tokens abc --routing skewed:9 --npus 500 --prompt 0 --cached -1 --down plane:9");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(
            ["--batch-tokens", "--cached", "--down", "--fast", "--npus", "--prompt", "--routing"],
            Keys(run).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Decode_UnreadOption_IsNotBlamedForItsDefault()
    {
        var run = await CommandRun.OfAsync("decode --npus 16 --batch abc --kv-length 160000");

        Assert.Equal(["--batch"], Keys(run));
        Assert.Contains("'abc'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decode_MissingFiles_NamesThemAll()
    {
        var run = await CommandRun.OfAsync(
            "decode --machine no-machine.json --model no-model.json --npus 500 --steps 0");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(["--machine", "--model", "--steps"], Keys(run));
        Assert.Contains("no-machine.json: cannot be read", run.Error, StringComparison.Ordinal);
        Assert.Contains("no-model.json: cannot be read", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decode_BareNumbersInAMachineFile_NamesEachWithItsKey()
    {
        using var folder = new TemporaryFolder();
        var text = await File.ReadAllTextAsync(Repository.PathOf("silo-configs/machines/cloudmatrix384.json"));
        var machine = folder.Write("bare.json", text
            .Replace("\"64 GB\"", "64", StringComparison.Ordinal)
            .Replace("\"28 GB/s\"", "\"28\"", StringComparison.Ordinal));

        var run = await CommandRun.OfAsync($"decode --machine {machine}");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(["--machine", "--machine"], Keys(run));
        Assert.Contains("die.hbmCapacity", run.Error, StringComparison.Ordinal);
        Assert.Contains("scaleUp.lane", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("decode --redundant 0", "--redundant: 0 ")]
    [InlineData("decode --batch 5000", "--batch: 5000 ")]
    public async Task Decode_ImpossibleCounts_SaysWhy(string line, string fault)
    {
        var run = await CommandRun.OfAsync(line);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(fault, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decode_UnwritableOutputs_SaysSoBeforeTheRun()
    {
        using var folder = new TemporaryFolder();
        var engine = new StubEngine(_ => throw new InvalidOperationException("must not run"));

        var run = await CommandRun.OfAsync(
            $"decode --trace {folder.PathOf("none/t.json")} --trace-dies 0,320,-1 --plot {folder.PathOf("")}", engine);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(["--trace", "--plot", "--trace-dies", "--trace-dies"], Keys(run));
        Assert.Empty(folder.FileNames);
    }

    [Fact]
    public async Task Decode_OneFileForTwoOutputs_IsRefused()
    {
        using var folder = new TemporaryFolder();

        var run = await CommandRun.OfAsync($"decode --trace {folder.PathOf("x")} --plot {folder.PathOf("x")}");

        Assert.Equal(["--plot"], Keys(run));
        Assert.Empty(folder.FileNames);
    }

    [Fact]
    public async Task Decode_Device_IsRefused()
    {
        var run = await CommandRun.OfAsync("decode --trace /dev/null");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(["--trace"], Keys(run));
    }

    private static IEnumerable<string> Keys(CommandRun run) =>
        run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':')[0]);
}
