using CloudMatrix.Grains;
using CloudMatrix.Model;
using Microsoft.Extensions.Configuration;

namespace CloudMatrix.Hosting;

/// <summary>Reads from a silo's configuration what it hosts, or names all that is wrong with it.</summary>
public static class SupernodeSpecReader
{
    private static readonly string[] Keys = [nameof(CloudMatrixOptions.Machine), nameof(CloudMatrixOptions.Nodes)];

    /// <summary>Reads the section of a configuration.</summary>
    /// <exception cref="ConfigurationException">All faults at once, each with its key, value and range.</exception>
    public static SupernodeSpec Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(CloudMatrixOptions.Section);
        var faults = ConfigurationKeys.FindUnknown(section, Keys).ToList();
        var options = section.Get<CloudMatrixOptions>() ?? new CloudMatrixOptions();
        var machine = ReadMachine(options.Machine, faults);
        var nodes = ReadNodes(options.Nodes, machine.Nodes, faults);
        return faults.Count == 0 ? new SupernodeSpec(machine, nodes) : throw new ConfigurationException(faults);
    }

    private static MachineSpec ReadMachine(string? path, List<string> faults)
    {
        try
        {
            return path is null ? DefaultMachine.Read() : MachineSpecReader.FromFile(path);
        }
        catch (ConfigurationException exception)
        {
            faults.AddRange(exception.Faults.Select(fault => $"{CloudMatrixOptions.Section}:Machine: {fault}"));
            return DefaultMachine.Read();
        }
    }

    private static NodeRanges? ReadNodes(string? text, int nodes, List<string> faults)
    {
        try
        {
            return text is null ? null : NodeRanges.Parse(text, nodes);
        }
        catch (FormatException exception)
        {
            faults.Add($"{CloudMatrixOptions.Section}:Nodes: {exception.Message}");
            return null;
        }
    }
}
