namespace CloudMatrix.Simulation.Tests;

public sealed class PaperDecodeTests
{
    private const double Tolerance = 0.05;

    [Fact]
    public void Paper_Table4_Decode_Batch96_KvLength4096() =>
        PaperRow.Within(49.4, TpotMs(new DecodeOptions { Batch = 96, KvLength = 4096, Steps = 1 }), Tolerance);

    /// <summary>A prompt of 4,096 and 256 tokens put out: 4,224 on average.</summary>
    [Theory]
    [InlineData(96, 49.4)]
    [InlineData(8, 14.9)]
    public void Paper_Table5_Decode(int batch, double tpotMs) =>
        PaperRow.Within(tpotMs, TpotMs(new DecodeOptions { Batch = batch, KvLength = 4224, Steps = 1 }), Tolerance);

    private static double TpotMs(DecodeOptions options)
    {
        using var session = DecodeSession.Start(DecodeSpecReader.Read(options));
        session.RunStep();
        return session.Report().TpotMs;
    }
}
