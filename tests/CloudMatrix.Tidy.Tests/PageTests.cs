namespace CloudMatrix.Tidy.Tests;

public sealed class PageTests
{
    [Fact]
    public void PageLinks_ThisRepository_IsKept() =>
        Tidy.Holds(Repository.Pages.SelectMany(page => PageLinks.Check(page, Repository.Exists)));

    [Fact]
    public void PageLinks_DeadLink_IsFound()
    {
        var page = new TextFile("docs/ARCHITECTURE.md", """
            [kept](../README.md#use), [part](#use), [address](https://example.org/gone.md)
            ![picture](step.svg "A step")
            [gone](GONE.md), [out](../GONE.md)
            """);
        string[] files = ["README.md", "docs/step.svg"];

        Tidy.Finds(PageLinks.Check(page, files.Contains), "3: GONE.md does not exist", "3: ../GONE.md does not exist");
    }
}
