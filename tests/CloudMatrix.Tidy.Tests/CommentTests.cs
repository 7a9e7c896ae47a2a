namespace CloudMatrix.Tidy.Tests;

public sealed class CommentTests
{
    private const string Product = "src/CloudMatrix.Model/Die.cs";

    [Fact]
    public void PublicDocumentation_ThisRepository_IsKept() => Tidy.Holds(PublicDocumentation.Check);

    [Fact]
    public void PublicDocumentation_MissingOrEmpty_IsFound()
    {
        const string text = """
            /// <summary>A die.</summary>
            public sealed class Die
            {
                public Die() { }
                public static readonly Bytes Capacity;
                public static Die operator +(Die a, Die b) => a;
                // Not documentation.
                public int Cores { get; }
                /// <summary>Gets or sets the rows.</summary>
                public int Rows { get; set; }
                public override string ToString() => "";
                private int _own;
            }
            /// <summary>A path.</summary>
            public interface IPath { void Send(); }
            internal sealed class Own { public int Free; }
            """;

        Tidy.Finds(
            PublicDocumentation.Check, Product, text,
            "4: Die is public and has no documentation",
            "5: Capacity is public and has no documentation",
            "6: + is public and has no documentation",
            "8: Cores is public and has no documentation",
            "10: Rows says no more than \"Gets or sets\"",
            "15: Send is public and has no documentation");
    }

    [Fact]
    public void Regions_ThisRepository_IsKept() => Tidy.Holds(Regions.Check);

    [Fact]
    public void Regions_Region_IsFound() =>
        Tidy.Finds(Regions.Check, Product, "sealed class Die\n{\n    #region Own\n    #endregion\n}", "3: a region");

    [Fact]
    public void UnfinishedWork_ThisRepository_IsKept() => Tidy.Holds(UnfinishedWork.Check);

    [Fact]
    public void UnfinishedWork_Marker_IsFound()
    {
        const string text = """
            // TODO: later.
            /// <summary>
            /// FIXME: wrong.
            /// </summary>
            sealed class Die { string _kept = "TODO"; }
            """;

        Tidy.Finds(UnfinishedWork.Check, Product, text, "1: a TODO in a comment", "3: a FIXME in a comment");
    }

    [Fact]
    public void SuppressionReasons_ThisRepository_IsKept() => Tidy.Holds(SuppressionReasons.Check);

    [Fact]
    public void SuppressionReasons_NoReason_IsFound()
    {
        const string text = """

            #pragma warning disable CA1822
            #pragma warning restore CA1822
            #pragma warning disable CA1822 // The interface wants an instance.
            // The interface wants an instance.
            #pragma warning disable CA1822
            [SuppressMessage("Design", "CA1000")]
            [SuppressMessage("Design", "CA1000", Justification = "The interface wants an instance.")]
            sealed class Die;
            """;

        Tidy.Finds(
            SuppressionReasons.Check, Product, text,
            "2: a warning is silenced without a reason",
            "7: a warning is silenced without a reason");
    }
}
