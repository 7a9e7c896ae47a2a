using System.Globalization;
using CloudMatrix.Simulation;

// What would DeepSeek-R1 decode cost on 16 NPUs, 16 and 32 requests each, with an even and with a skewed gate?
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.WriteLine("batch  routing      TPOT, ms  tokens/s/NPU  hottest slot / mean");
foreach (var batch in new[] { 16, 32 })
{
    foreach (var routing in new[] { "balanced", "uniform", "skewed:0.5" })
    {
        // 1. Describe the run; everything left out has the paper's value.
        var options = new DecodeOptions
        {
            Npus = 16,
            Batch = batch,
            Steps = 2,
            Routing = RoutingSpec.Parse(routing),
            Seed = 7,
        };

        // 2. Check it: all faults come in one ConfigurationException.
        var spec = DecodeSpecReader.Read(options);

        // 3. Run it step by step.
        using var session = DecodeSession.Start(spec);
        for (var step = 0; step < spec.Steps; step++)
        {
            session.RunStep();
        }

        // 4. Read the report: the same numbers on every machine.
        var report = session.Report();
        var hottest = report.ExpertLoad.Max / report.ExpertLoad.Mean;
        Console.WriteLine(
            $"{batch,5}  {routing,-11}  {report.TpotMs,8:F2}  {report.TokensPerSecondPerNpu,12:F0}  {hottest,19:F2}");
    }
}
