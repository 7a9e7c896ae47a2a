using CloudMatrix.Model;

namespace CloudMatrix.Commands;

/// <summary>A file with a prompt in each line.</summary>
internal static class PromptFile
{
    /// <summary>Its lines; empty ones are left out.</summary>
    /// <exception cref="ConfigurationException">It cannot be read, or has no prompt.</exception>
    public static IReadOnlyList<string> Read(string path)
    {
        try
        {
            var prompts = File.ReadLines(path).Where(line => line.Length > 0).ToList();
            return prompts.Count > 0 ? prompts : throw new ConfigurationException([$"{path}: has no prompt"]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([$"{path}: cannot be read: {exception.Message}"]);
        }
    }
}
