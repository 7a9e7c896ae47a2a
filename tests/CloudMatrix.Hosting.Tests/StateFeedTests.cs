namespace CloudMatrix.Hosting.Tests;

public sealed class StateFeedTests
{
    private readonly ManualTime _time = new();
    private readonly List<TaskCompletionSource<byte[]>> _collections = [];

    [Fact]
    public async Task GetAsync_ManyWhoLook_CollectsOnce()
    {
        var feed = NewFeed();
        var looks = Enumerable.Range(0, 1000).Select(_ => feed.GetAsync()).ToList();
        _collections[0].SetResult([1]);

        Assert.All(await Task.WhenAll(looks), state => Assert.Equal([1], state));
        Assert.Single(_collections);
    }

    [Fact]
    public void GetAsync_OldState_IsCollectedAnew()
    {
        var feed = NewFeed();
        _ = feed.GetAsync();
        _collections[0].SetResult([]);

        _time.Pass(StateFeed.KeptFor - TimeSpan.FromTicks(1));
        _ = feed.GetAsync();
        Assert.Single(_collections);

        _time.Pass(TimeSpan.FromTicks(1));
        _ = feed.GetAsync();
        Assert.Equal(2, _collections.Count);
    }

    [Fact]
    public void GetAsync_CollectionThatTakesLong_IsNotOvertaken()
    {
        var feed = NewFeed();
        _ = feed.GetAsync();
        _time.Pass(10 * StateFeed.KeptFor);
        _ = feed.GetAsync();

        Assert.Single(_collections);
    }

    private StateFeed NewFeed() => new(
        () =>
        {
            _collections.Add(new TaskCompletionSource<byte[]>());
            return _collections[^1].Task;
        },
        _time);

    private sealed class ManualTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Pass(TimeSpan time) => _now += time.Ticks;
    }
}
