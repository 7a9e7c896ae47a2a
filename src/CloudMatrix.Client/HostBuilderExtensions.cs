using System.Net;
using CloudMatrix.Model;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace CloudMatrix.Client;

/// <summary>Attaches a program to a supernode that silos host.</summary>
public static class HostBuilderExtensions
{
    extension(IHostApplicationBuilder builder)
    {
        /// <summary>
        /// The host connects, when it starts, to the cluster that its configuration names in section
        /// <see cref="CloudMatrixClientOptions.Section"/>; without one, to silo-configs/laptop.json on this machine.
        /// </summary>
        /// <exception cref="ConfigurationException">All that is wrong with the section.</exception>
        public IHostApplicationBuilder AddCloudMatrixClient()
        {
            var options = new CloudMatrixClientOptions();
            builder.Configuration.GetSection(CloudMatrixClientOptions.Section).Bind(options);
            var result = new CloudMatrixClientOptionsValidator().Validate(name: null, options);
            if (result.Failed)
            {
                throw new ConfigurationException(result.Failures);
            }

            builder.UseOrleansClient(client => client
                .UseStaticClustering(IPEndPoint.Parse(options.Gateway))
                .Configure<ClusterOptions>(cluster =>
                {
                    cluster.ClusterId = options.ClusterId;
                    cluster.ServiceId = options.ServiceId;
                }));
            return builder;
        }
    }
}
