namespace CloudMatrix.Model.Tests;

public sealed class ConfigurationExceptionTests
{
    [Fact]
    public void Message_TwoFaults_HasOneLineForEach()
    {
        var exception = new ConfigurationException(["npus: 400 is above 384", "batch: missing"]);

        Assert.Equal("npus: 400 is above 384\nbatch: missing", exception.Message);
        Assert.Equal(["npus: 400 is above 384", "batch: missing"], exception.Faults);
    }
}
