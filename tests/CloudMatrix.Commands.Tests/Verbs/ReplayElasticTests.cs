using System.Text.Json;

namespace CloudMatrix.Commands.Tests;

public sealed class ReplayElasticTests
{
    private const string Instances = "--prefill 4 --decode 4 --decode-npus 16 --batch 8";

    private static readonly string Conversation = Repository.PathOf("samples/traces/conversation.jsonl");

    [Fact]
    public async Task Replay_Elastic_TellsWhoChangedRoles()
    {
        var line = $"replay --trace {Conversation} {Instances} --speed 3 --slo-ttft 200ms --elastic --npus-max 160";
        var json = await CommandRun.OfAsync($"{line} --json");
        var text = await CommandRun.OfAsync(line);

        var report = json.Json.GetProperty("report");
        var changes = report.GetProperty("roleChanges");
        Assert.Equal(0, json.ExitCode);
        Assert.Equal(160, report.GetProperty("npus").GetInt32());
        Assert.True(changes.GetArrayLength() > 0);
        Assert.Equal("loads", changes[0].GetProperty("step").GetString());
        Assert.Contains($"Roles: {changes.GetArrayLength()} changes", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_Fixed_HasNoRoleChanges()
    {
        var line = $"replay --trace {Conversation} --limit 20";
        var json = await CommandRun.OfAsync($"{line} --json");
        var text = await CommandRun.OfAsync(line);

        var report = json.Json.GetProperty("report");
        var seconds = report.GetProperty("seconds").GetDouble();
        Assert.Equal(0, report.GetProperty("roleChanges").GetArrayLength());
        Assert.Equal(96 * seconds, NpuSeconds(report, "prefill"), 6);
        Assert.Equal(160 * seconds, NpuSeconds(report, "decode"), 6);
        Assert.DoesNotContain("Roles:", text.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--npus-max 300", "--npus-max: given without --elastic.")]
    [InlineData(
        "--elastic --npus-max 100",
        "--npus-max: 100 is out of range 256 to 384 (NPUs of the first instances, and of the machine).")]
    [InlineData("--elastic --slo-ttft 0s", "--slo-ttft: must be above 0, e.g. 2s.")]
    public async Task Replay_OneFault_SaysIt(string options, string fault)
    {
        var run = await CommandRun.OfAsync($"replay --trace {Conversation} {options}");

        Assert.Equal(fault, run.Error.TrimEnd());
        Assert.Equal(2, run.ExitCode);
    }

    private static double NpuSeconds(JsonElement report, string role) =>
        report.GetProperty(role).GetProperty("npuSeconds").GetDouble();
}
