using FsCheck;
using FsCheck.Fluent;

namespace CloudMatrix.Simulation.Tests;

/// <summary>Checks a property on random values that are the same in every run.</summary>
internal static class Property
{
    private static readonly Config Seeded = Config.QuickThrowOnFailure.WithReplay(20_250_612, 1);

    public static void Holds<T>(Gen<T> values, Action<T> property) =>
        Check.One(Seeded, Prop.ForAll(values.ToArbitrary(), property));

    /// <summary>As the other, on fewer values, where each takes a whole run.</summary>
    public static void Holds<T>(int times, Gen<T> values, Action<T> property) =>
        Check.One(Seeded.WithMaxTest(times), Prop.ForAll(values.ToArbitrary(), property));

    /// <summary>The random values that a property would be checked on.</summary>
    public static List<T> Sample<T>(int count, Gen<T> values)
    {
        var sampled = new List<T>();
        Holds(count, values, sampled.Add);
        return sampled;
    }
}
