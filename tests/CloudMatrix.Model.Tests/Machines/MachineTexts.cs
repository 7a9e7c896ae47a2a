using System.Text.Json.Nodes;

namespace CloudMatrix.Model.Tests;

/// <summary>A small machine of two nodes, and what becomes of it when values of its file are changed.</summary>
internal static class MachineTexts
{
    public const string Source = "small.json";

    public const string Small = """
        {
          "name": "Small", "nodes": 2, "npusPerNode": 2, "diesPerNpu": 2, "cpusPerNode": 1, "nodesPerRack": 4,
          "die": {
            "matrixCores": 24, "vectorCores": 48, "bf16Peak": "376 TFLOPS", "int8Peak": "752 TOPS",
            "hbmCapacity": "64 GB", "hbmBandwidth": "1.6 TB/s"
          },
          "cpu": { "scaleUpBandwidth": "160 GB/s" },
          "scaleUp": {
            "name": "UB", "subPlanes": 7, "l2ChipsPerSubPlane": 4, "lane": "28 GB/s",
            "paths": {
              "npuRead": {
                "intraNode": { "bandwidth": "167 GB/s", "latency": "1.2 us" },
                "interNode": { "bandwidth": "164 GB/s", "latency": "1.9 us" }
              },
              "npuWrite": {
                "intraNode": { "bandwidth": "137 GB/s", "latency": "1.3 us" },
                "interNode": { "bandwidth": "135 GB/s", "latency": "2.1 us" }
              },
              "cpuRead": {
                "intraNode": { "bandwidth": "151 GB/s", "latency": "1 us" },
                "interNode": { "bandwidth": "147 GB/s", "latency": "1.7 us" }
              },
              "cpuWrite": {
                "intraNode": { "bandwidth": "110 GB/s", "latency": "1.1 us" },
                "interNode": { "bandwidth": "107 GB/s", "latency": "1.9 us" }
              }
            }
          },
          "scaleOut": {
            "name": "RDMA", "perDie": "200 Gbps",
            "paths": {
              "npuRead": {
                "intraNode": { "bandwidth": "24 GB/s", "latency": "4 us" },
                "interNode": { "bandwidth": "23 GB/s", "latency": "5 us" }
              },
              "npuWrite": {
                "intraNode": { "bandwidth": "22 GB/s", "latency": "4 us" },
                "interNode": { "bandwidth": "21 GB/s", "latency": "5 us" }
              }
            }
          },
          "frontEnd": { "name": "VPC", "perNode": "400 Gbps" },
          "expertParallel": {
            "plane": "scaleUp", "portEfficiency": 0.9, "scaleBlock": "512 B", "writesInFlight": 1,
            "dispatchRowWork": "1.5 us", "combineRowWork": "0 us"
          },
          "operators": {
            "hbmAchieved": "1346 GB/s", "matrixEfficiency": 0.8665, "gemmTile": { "rows": 128, "columns": 152 },
            "tileOverhead": "0.48 us", "operatorLaunch": "13.3 us", "attentionUtilization": 0.654,
            "servingAttentionUtilization": 0.5, "graphLaunch": "0.7 ms"
          }
        }
        """;

    /// <summary>The small machine.</summary>
    public static MachineSpec Read() => MachineSpecReader.Read(Small, Source);

    /// <summary>The small machine, whose scale-up network ends at the node.</summary>
    public static MachineSpec ReadWithoutUplinks()
    {
        var machine = Read();
        return machine with { ScaleUp = machine.ScaleUp with { L2ChipsPerSubPlane = 0 } };
    }

    /// <summary>The text with one value replaced.</summary>
    /// <param name="path">Keys with points between, e.g. "die.hbmBandwidth".</param>
    /// <param name="json">The new value as JSON.</param>
    public static string With(string path, string json) =>
        Edit(path, (parent, key) => parent[key] = JsonNode.Parse(json));

    /// <summary>The text without a key.</summary>
    public static string Without(string path) => Edit(path, (parent, key) => parent.Remove(key));

    /// <summary>What the reader finds wrong with a text, without the name of its source.</summary>
    public static IEnumerable<string> FaultsOf(string text)
    {
        var exception = Assert.Throws<ConfigurationException>(() => MachineSpecReader.Read(text, Source));
        Assert.All(exception.Faults, fault => Assert.StartsWith($"{Source}: ", fault, StringComparison.Ordinal));
        return exception.Faults.Select(fault => fault[(Source.Length + 2)..]);
    }

    private static string Edit(string path, Action<JsonObject, string> edit)
    {
        var root = JsonNode.Parse(Small)!;
        var keys = path.Split('.');
        edit(keys[..^1].Aggregate(root, (node, key) => node[key]!).AsObject(), keys[^1]);
        return root.ToJsonString();
    }
}
