using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>The steps of one number of requests, dealt to dies in turn, whatever their contexts.</summary>
internal sealed class DecodeRow
{
    private readonly DecodeSpec _spec;
    private readonly Knots _kvTokens;
    private readonly DecodePoints _points;
    private readonly List<double[]?> _picoseconds = [];

    /// <summary>A row of which nothing is known yet.</summary>
    /// <param name="spec">The instance with its requests.</param>
    /// <param name="rounds">Draws them.</param>
    /// <param name="kvTokens">Where the steps are computed.</param>
    public DecodeRow(DecodeSpec spec, DecodeRounds rounds, Knots kvTokens)
    {
        _spec = spec;
        _kvTokens = kvTokens;
        _points = new DecodePoints(spec, rounds);
    }

    /// <summary>Steps that were computed.</summary>
    public int Filled { get; private set; }

    /// <summary>The step in which the fullest die holds so much, in picoseconds.</summary>
    /// <param name="requests">The most requests of a die.</param>
    /// <param name="kvTokens">The most tokens of context of a die.</param>
    public double PicosecondsOf(int requests, long kvTokens)
    {
        var (knot, below) = _kvTokens.Locate(kvTokens);
        var excess = Math.Max(0, requests - _spec.RequestsPerDieMax);
        var first = At(excess, knot);
        return below == 0 ? first : first + (below * (At(excess, knot + 1) - first));
    }

    /// <summary>The fastest point for the entry at or below.</summary>
    /// <param name="requests">The most requests of a die.</param>
    /// <param name="kvTokens">The most tokens of context of a die.</param>
    public OperatingPoint PointOf(int requests, long kvTokens) => Fastest(
        Math.Max(0, requests - _spec.RequestsPerDieMax), _kvTokens[_kvTokens.Locate(kvTokens).Knot]).Point;

    private double At(int excess, int knot)
    {
        while (_picoseconds.Count <= excess)
        {
            _picoseconds.Add(null);
        }

        var line = _picoseconds[excess] ??= new double[_kvTokens.Count];
        if (line[knot] == 0)
        {
            line[knot] = Fastest(excess, _kvTokens[knot]).Step.Picoseconds;
            Filled++;
        }

        return line[knot];
    }

    private (OperatingPoint Point, VirtualDuration Step) Fastest(int excess, long kvTokens) =>
        _points.Fastest(new MicrobatchLoad(_spec.RequestsPerDieMax + excess, kvTokens));
}
