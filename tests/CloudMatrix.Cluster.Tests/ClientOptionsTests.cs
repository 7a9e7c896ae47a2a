using CloudMatrix.Client;
using CloudMatrix.Model;
using Microsoft.Extensions.Hosting;

namespace CloudMatrix.Cluster.Tests;

public sealed class ClientOptionsTests
{
    [Fact]
    public void AddCloudMatrixClient_SectionFullOfFaults_TellsThemAll()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration["CloudMatrix:Client:Gateway"] = "here";
        builder.Configuration["CloudMatrix:Client:ClusterId"] = " ";
        builder.Configuration["CloudMatrix:Client:ServiceId"] = "";

        var exception = Assert.Throws<ConfigurationException>(() => builder.AddCloudMatrixClient());

        Assert.Equal(
            ["CloudMatrix:Client:Gateway", "CloudMatrix:Client:ClusterId", "CloudMatrix:Client:ServiceId"],
            exception.Faults.Select(fault => fault.Split(": ")[0]));
    }
}
