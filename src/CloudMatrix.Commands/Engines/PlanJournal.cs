using System.Security.Cryptography;
using System.Text.Json;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>
/// Results of a search as they come, one JSON line each, so that an interrupted search goes on where it stopped.
/// </summary>
/// <remarks>
/// The first line says what the search is of: a file of another trace, promise or machine is refused. A last line that
/// was cut short is as if it were not there.
/// </remarks>
internal sealed class PlanJournal
{
    private readonly string _path;

    private PlanJournal(string path, IReadOnlyDictionary<PlanCandidate, PlanRow> known)
    {
        _path = path;
        Known = known;
    }

    /// <summary>Results that are there already.</summary>
    public IReadOnlyDictionary<PlanCandidate, PlanRow> Known { get; }

    /// <summary>Opens a journal, or begins one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="spec">What the search is of.</param>
    /// <exception cref="ConfigurationException">It cannot be read or written, or is of another search.</exception>
    public static PlanJournal Open(string path, PlanSpec spec)
    {
        var subject = SubjectOf(spec.Options.Replay);
        try
        {
            if (!File.Exists(path))
            {
                File.WriteAllText(path, subject + "\n");
            }

            var lines = File.ReadAllText(path).Split('\n');
            if (lines[0] != subject)
            {
                throw new ConfigurationException(
                    [$"{path} is of another trace, service or promise; name another file."]);
            }

            // What follows the last line break was cut short.
            File.WriteAllText(path, string.Join('\n', lines[..^1]) + "\n");
            return new PlanJournal(path, Read(path, lines[1..^1]));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([$"{path}: {exception.Message}"]);
        }
    }

    /// <summary>Keeps a result.</summary>
    public void Add(PlanRow row) => File.AppendAllText(_path, JsonSerializer.Serialize(row) + "\n");

    private static Dictionary<PlanCandidate, PlanRow> Read(string path, string[] lines)
    {
        var rows = new Dictionary<PlanCandidate, PlanRow>();
        foreach (var (index, line) in lines.Index())
        {
            try
            {
                var row = JsonSerializer.Deserialize<PlanRow>(line)!;
                rows[row.Candidate] = row;
            }
            catch (JsonException exception)
            {
                throw new ConfigurationException(
                    [$"{path}, line {index + 2}: no result of a plan: {exception.Message}"]);
            }
        }

        return rows;
    }

    // All that a result depends on beside its configuration.
    private static string SubjectOf(ReplayOptions replay)
    {
        var attention = (object)replay.Service.Model.Attention;
        var subject = JsonSerializer.SerializeToUtf8Bytes(new { replay, attention, RunFacts.ProgramVersion });
        return JsonSerializer.Serialize(new { plan = Convert.ToHexStringLower(SHA256.HashData(subject)) });
    }
}
