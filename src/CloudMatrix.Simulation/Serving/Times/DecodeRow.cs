using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>The steps of one number of requests, dealt to dies in turn, whatever their contexts.</summary>
/// <param name="spec">The instance with its requests.</param>
/// <param name="points">Finds the fastest operating point.</param>
/// <param name="kvTokens">Tokens of context of the fullest die for which steps are computed.</param>
internal sealed class DecodeRow(DecodeSpec spec, DecodePoints points, Knots kvTokens)
{
    private readonly double[] _picoseconds = new double[kvTokens.Count];

    /// <summary>The most requests of a die.</summary>
    public int RequestsPerDie => spec.RequestsPerDieMax;

    /// <summary>Steps that were computed.</summary>
    public int Filled => _picoseconds.Count(step => step > 0);

    /// <summary>A step, in picoseconds.</summary>
    /// <param name="context">Tokens of context of the fullest die.</param>
    public double PicosecondsOf(long context)
    {
        var (knot, below) = kvTokens.Locate(context);
        var first = At(knot);
        return below == 0 ? first : first + (below * (At(knot + 1) - first));
    }

    /// <summary>The fastest point for the context at or below.</summary>
    /// <param name="context">Tokens of context of the fullest die.</param>
    public OperatingPoint PointOf(long context) => Fastest(kvTokens.Locate(context).Knot).Point;

    private double At(int knot)
    {
        ref var step = ref _picoseconds[knot];
        return step > 0 ? step : step = Fastest(knot).Step.Picoseconds;
    }

    private (OperatingPoint Point, VirtualDuration Step) Fastest(int knot) =>
        points.Fastest(new MicrobatchLoad(RequestsPerDie, kvTokens[knot]));
}
