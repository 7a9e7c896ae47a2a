using System.Collections.Immutable;
using System.Globalization;
using CloudMatrix.Client;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Hosting;
using CloudMatrix.Model;
using CloudMatrix.Numerics;
using CloudMatrix.Simulation;

// A real mixture-of-experts model: 256 experts on the 320 expert shards of an instance, each shard a grain.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var checkpoint = Path.Combine(AppContext.BaseDirectory, "models/tiny-moe");
var model = DeepSeekSpecReader.FromFolder(checkpoint);
var tokenizer = Tokenizers.Read(checkpoint, model);
string[] questions = ["add 12+30 = ", "reverse orleans = ", "sort itwvlzx = "];
var options = new GenerationOptions
{
    Checkpoint = checkpoint,
    Prompts = [.. questions.Select(Encode)],
    Decode = new DecodeOptions { Npus = 160, Mtp = 1 },
};

// 1. Every token of every question crosses from its die to its experts' shards and back, in every layer.
await using var supernode = await SupernodeHost.StartAsync();
var result = await supernode.Grains.DecodeInstance("sample")
    .GenerateAsync(options, new Progress<ImmutableArray<ImmutableArray<int>>>());
foreach (var (question, text) in questions.Zip(result.Report.Completions))
{
    Console.Write($"{question}{tokenizer.Decode(text.Tokens)}");
}

// 2. What the draft layer guessed, and what the model itself chose.
var report = result.Report;
var drafts = $"{report.Accepted} of {report.Drafted} drafts";
Console.WriteLine($"{report.GeneratedTokens} tokens in {report.Steps} steps, {drafts} accepted");

// 3. A shard that holds a copy of the shared expert, and the rows that it answered for the ranks it serves.
var shard = await supernode.Grains.ExpertShard("sample", new SlotId(0)).GetState();
var holding = shard.IsShared ? "the shared expert" : "a routed expert";
Console.WriteLine($"shard 0 holds {holding}: {shard.RowsServed} rows");

ImmutableArray<int> Encode(string question) => [model.BosToken!.Value, .. tokenizer.Encode(question)];
