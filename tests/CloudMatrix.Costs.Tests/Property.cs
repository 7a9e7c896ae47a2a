using FsCheck;
using FsCheck.Fluent;

namespace CloudMatrix.Costs.Tests;

/// <summary>Checks a property on random values that are the same in every run.</summary>
internal static class Property
{
    private static readonly Config Seeded = Config.QuickThrowOnFailure.WithReplay(20_250_612, 1);

    public static void Holds<T>(Gen<T> values, Action<T> property) =>
        Check.One(Seeded, Prop.ForAll(values.ToArbitrary(), property));
}
