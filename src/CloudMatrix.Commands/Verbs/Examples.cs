using System.Collections.Frozen;
using System.CommandLine.Parsing;

namespace CloudMatrix.Commands;

/// <summary>What the help of a verb ends with: commands that one can copy.</summary>
internal static class Examples
{
    private const string OfDecode =
        """
        Examples:
          The paper's operating point, DeepSeek-R1 on 160 NPUs:
            cloudmatrix decode --batch 96 --kv-length 4096

          A tight latency target, as JSON for a script:
            cloudmatrix decode --batch 8 --json

          One of seven sub-planes down, a trace for https://ui.perfetto.dev and a drawing:
            cloudmatrix decode --down plane:3 --trace trace.json --plot step.svg

        """;

    private const string OfPrefill =
        """
        Examples:
          The paper's operating point, DeepSeek-R1 on 16 NPUs, and the same with perfectly balanced experts:
            cloudmatrix prefill
            cloudmatrix prefill --routing balanced

          Long prompts of which three quarters are cached, as JSON for a script:
            cloudmatrix prefill --prompt 16384 --cached 12288 --batch-tokens 4096 --json

          The three streams of two dies for https://ui.perfetto.dev, and a drawing of one layer:
            cloudmatrix prefill --trace prefill.json --plot prefill.svg

        """;

    private const string OfCache =
        """
        Examples:
          How many blocks of a trace any cache could find:
            cloudmatrix cache --trace samples/traces/conversation.jsonl

          With 20 GB of pooled memory over 40 GB of volumes, as JSON:
            cloudmatrix cache --trace samples/traces/conversation.jsonl --cache-capacity 20GB --ssd-capacity 40GB --json

          Loading and switching models from object storage, from local memory and from the pool:
            cloudmatrix cache models

        """;

    private const string OfTrace =
        """
        Examples:
          What a trace asks for:
            cloudmatrix trace show --trace samples/traces/conversation.jsonl

          A bursty trace with the lengths of another, gzipped:
            cloudmatrix trace generate --arrivals bursty:2 --lengths-from samples/traces/code.csv --out trace.jsonl.gz

        """;

    private const string OfReplay =
        """
        Examples:
          A trace on the paper's 256 NPUs: six prefill instances, one for decode:
            cloudmatrix replay --trace samples/traces/conversation.jsonl

          Ten times as many requests a second, drawings, and what became of each request:
            cloudmatrix replay --trace samples/traces/conversation.jsonl --speed 10 --plot plots --requests-out r.csv

          A node lost after a minute, the cache over the slow network, as JSON:
            cloudmatrix replay --trace samples/traces/conversation.jsonl --fail node:3@60s --cache-plane vpc --json

          Instances that change between prefill and decode as the load does, on at most 160 NPUs:
            cloudmatrix replay --trace samples/traces/conversation.jsonl --prefill 4 --decode 4 --decode-npus 16 \
              --elastic --npus-max 160

        """;

    private const string OfPlan =
        """
        Examples:
          The fewest NPUs that serve 95 of 100 requests of a trace within a promise:
            cloudmatrix plan --trace samples/traces/conversation.jsonl --slo-ttft 1s --slo-tpot 30ms

          Twenty times the load; sizes and counts of one's own; go on where an interrupted search stopped:
            cloudmatrix plan --trace samples/traces/conversation.jsonl --speed 20 --prefill 2,4,6,8 \
              --prefill-npus 8,16 --decode-npus 32,64,96 --batch 8,32 --mtp 0,1 --cache-plane ub,none \
              --resume plan.jsonl

        """;

    private const string OfTopology =
        """
        Examples:
          What a die keeps when a sub-plane and one of its own links are down:
            cloudmatrix topology --down plane:3,link:die-34/plane-5

          The names of all switch chips:
            cloudmatrix topology --list chips

        """;

    private const string OfGenerate =
        """
        Examples:
          A question that the model of this repository was trained for:
            cloudmatrix generate --prompt "add 12+30 = "

          Two texts in INT8, drafted by the MTP layer, as JSON:
            cloudmatrix generate --prompt "add 5+1 = " --prompt "add 38+0 = " --precision int8 --mtp --json

          What another model would take at the same batch and acceptance:
            cloudmatrix generate --prompt "add 12+30 = " --mtp --price-as my/config.json

        """;

    private const string OfOperator =
        """
        Examples:
          Dispatch between 64 ranks of 128 tokens:
            cloudmatrix operator dispatch --ep 64 --tokens 128

          A grouped matrix product, as JSON:
            cloudmatrix operator gemm --groups 4 --m 7168 --n 4096 --k 4096 --json

        """;

    private const string OfVerify =
        """
        Examples:
          The checkpoint of this repository:
            cloudmatrix verify --model models/tiny-moe

          Activations rounded as a server would, as JSON:
            cloudmatrix verify --model models/tiny-moe --precision bf16 --json

        """;

    private const string OfAccuracy =
        """
        Examples:
          The checkpoint of this repository, in four precisions:
            cloudmatrix accuracy --model models/tiny-moe

          What one part of the INT8 scheme is worth, as JSON:
            cloudmatrix accuracy --model models/tiny-moe --precision bf16,int8,int8:no-scale-search --json

        """;

    private const string OfQuantize =
        """
        Examples:
          All five parts of the scheme:
            cloudmatrix quantize --model models/tiny-moe --out tiny-moe-int8

          Without two of them:
            cloudmatrix quantize --model models/tiny-moe --out x --without scale-search,outlier-suppression

        """;

    private const string OfOutliers =
        """
        Examples:
          The checkpoint of this repository, made hard to round; then see what that does:
            cloudmatrix outliers --model models/tiny-moe --out tiny-moe-outliers
            cloudmatrix accuracy --model tiny-moe-outliers

        """;

    private static readonly FrozenDictionary<string, string> OfVerb = new Dictionary<string, string>
    {
        ["accuracy"] = OfAccuracy,
        ["cache"] = OfCache,
        ["decode"] = OfDecode,
        ["generate"] = OfGenerate,
        ["operator"] = OfOperator,
        ["outliers"] = OfOutliers,
        ["plan"] = OfPlan,
        ["prefill"] = OfPrefill,
        ["quantize"] = OfQuantize,
        ["replay"] = OfReplay,
        ["topology"] = OfTopology,
        ["trace"] = OfTrace,
        ["verify"] = OfVerify,
    }.ToFrozenDictionary();

    /// <summary>The examples of a verb, or nothing; a verb's own verbs have none.</summary>
    public static string Of(CommandResult verb) => verb.Parent is CommandResult { Parent: null }
        ? OfVerb.GetValueOrDefault(verb.Command.Name, string.Empty)
        : string.Empty;
}
