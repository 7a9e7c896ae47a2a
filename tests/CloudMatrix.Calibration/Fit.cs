using CloudMatrix.Model;
using CloudMatrix.Simulation;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace CloudMatrix.Calibration;

/// <summary>Least squares of relative errors, by Nelder and Mead's simplex: the model is not differentiable.</summary>
/// <param name="machine">Everything that the fit does not move.</param>
/// <param name="constants">What it moves.</param>
/// <param name="evaluationsMax">Points that it may try.</param>
internal sealed class Fit(MachineSpec machine, FittedConstant[] constants, int evaluationsMax)
{
    private const double Tolerance = 1e-6;

    /// <summary>The values that fit the rows best, in the constants' order.</summary>
    public double[] Best(IReadOnlyList<PublishedRow> rows)
    {
        // Scaled to start at 1, so that one tolerance serves all.
        var start = Vector<double>.Build.Dense(constants.Length, 1);
        var steps = Vector<double>.Build.Dense(constants.Length, 0.05);
        var best = (Sum: double.PositiveInfinity, Values: Unscale(start));
        var objective = ObjectiveFunction.Value(point =>
        {
            var values = Unscale(point);
            var sum = Sum(rows, values);
            best = sum < best.Sum ? (sum, values) : best;
            return sum;
        });
        try
        {
            new NelderMeadSimplex(Tolerance, evaluationsMax).FindMinimum(objective, start, steps);
        }
        catch (MaximumIterationsException)
        {
            // The best point so far is the answer: the last digits of a fit are not worth more runs.
        }

        return best.Values;
    }

    /// <summary>A row's error with these values.</summary>
    public double Error(PublishedRow row, double[] values)
    {
        var (moved, routing) = Apply(values);
        return row.Error(moved, routing);
    }

    private double Sum(IReadOnlyList<PublishedRow> rows, double[] values)
    {
        var (moved, routing) = Apply(values);
        return rows.Sum(row =>
        {
            var error = row.Error(moved, routing);
            return error * error;
        });
    }

    private double[] Unscale(Vector<double> point) =>
        [.. constants.Zip(point, (constant, scale) => constant.Start * scale)];

    private (MachineSpec Machine, RoutingSpec Routing) Apply(double[] values)
    {
        var applied = (Machine: machine, Routing: RoutingSpec.Default);
        for (var i = 0; i < constants.Length; i++)
        {
            applied = constants[i].Set(applied, values[i]);
        }

        return applied;
    }
}
