using System.Collections.Immutable;
using System.Globalization;
using CloudMatrix.Client;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Hosting;
using CloudMatrix.Simulation;

// A service of DeepSeek-R1: two prefill instances, one for decode, the CPUs' memory as their cache, all of them grains.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
await using var supernode = await SupernodeHost.StartAsync();
var service = supernode.Grains.Service("chat");
await service.OpenAsync(new ServingOptions { Prefills = 2, DecodeNpus = 32 });

// 1. A prompt of 3,000 tokens; its text is streamed as it grows.
ImmutableArray<int> prompt = [.. Enumerable.Range(0, 3_000)];
var first = await EndAsync(await service.SubmitAsync(prompt, outputTokens: 60));
Console.WriteLine($"first:  {first.Generated} tokens, first token after {Ttft(first)}");

// 2. The same prompt again, and a question after it: what is cached need not be computed.
var second = await EndAsync(await service.SubmitAsync([.. prompt, 7, 8, 9], outputTokens: 60));
Console.WriteLine($"second: {second.CachedTokens} cached, first token after {Ttft(second)}");

// 3. One of its blocks, and the CPU that owns it.
var block = (await service.GetBlocks(second.Request))[0];
var state = await supernode.Grains.KvBlock("chat", block).GetState();
Console.WriteLine($"block {block} of {state.Block?.Tokens} tokens lies on {state.Owner}");

// 4. A long text that nobody wants any more.
var third = await service.SubmitAsync([1, 2, 3], outputTokens: 100_000);
await service.Cancel(third);
Console.WriteLine($"third:  {(await EndAsync(third)).Outcome}");

// 5. What the decode instance holds, now that all of them have ended.
var decode = await supernode.Grains.ServingInstance("chat", "decode-0").GetState();
Console.WriteLine($"{decode.Name} holds {decode.KvBlocksUsed} of {decode.KvBlocks} KV blocks");

async Task<RequestStatus> EndAsync(int request)
{
    RequestStatus? last = null;
    await foreach (var status in service.FollowAsync(request))
    {
        last = status;
    }

    return last!;
}

static string Ttft(RequestStatus of) => $"{(of.FirstTokenAt!.Value - of.ArrivedAt).TotalMilliseconds:F1} ms";
