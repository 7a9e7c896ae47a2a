using System.Net;
using Microsoft.Extensions.Options;

namespace CloudMatrix.Client;

/// <summary>Finds all that is wrong with a client's options.</summary>
internal sealed class CloudMatrixClientOptionsValidator : IValidateOptions<CloudMatrixClientOptions>
{
    public ValidateOptionsResult Validate(string? name, CloudMatrixClientOptions options)
    {
        var faults = new List<string>();
        if (!IPEndPoint.TryParse(options.Gateway, out var gateway) || gateway.Port == 0)
        {
            faults.Add($"{CloudMatrixClientOptions.Section}:Gateway: '{options.Gateway}' is not an address and a port, "
                + "e.g. 127.0.0.1:30000.");
        }

        if (string.IsNullOrWhiteSpace(options.ClusterId))
        {
            faults.Add($"{CloudMatrixClientOptions.Section}:ClusterId: is empty, e.g. cm384.");
        }

        if (string.IsNullOrWhiteSpace(options.ServiceId))
        {
            faults.Add($"{CloudMatrixClientOptions.Section}:ServiceId: is empty, e.g. supernode.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
