using CloudMatrix.Grains.Abstractions;

namespace CloudMatrix.Grains;

/// <summary>How far a decode is, and who waits for news of it.</summary>
internal sealed class StatusBoard
{
    private readonly News _news = new();

    /// <summary>The latest status.</summary>
    public DecodeStatus Latest { get; private set; } = DecodeStatus.None;

    /// <summary>Puts up a status; its version is the board's next.</summary>
    public DecodeStatus Post(DecodeStatus status)
    {
        Latest = status with { Version = Math.Max(Latest.Version, status.Version) + 1 };
        _news.Tell();
        return Latest;
    }

    /// <summary>The first status that is newer, or the latest when patience ends.</summary>
    public async Task<DecodeStatus> NextAsync(long seen, Task patience)
    {
        if (Latest.Version <= seen)
        {
            await _news.NextAsync(patience);
        }

        return Latest;
    }
}
