using System.Buffers.Binary;
using System.Security.Cryptography;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>How far one request is.</summary>
internal sealed class RequestProgress
{
    private readonly List<int> _tokens = [];

    /// <summary>Tokens that it has generated.</summary>
    public IReadOnlyList<int> Tokens => _tokens;

    /// <summary>A hash of all hidden states that they were chosen from, in order.</summary>
    public ulong Hidden { get; private set; }

    /// <summary>Drafted tokens that were verified.</summary>
    public int Drafted { get; private set; }

    /// <summary>How many of those were what the model itself chose.</summary>
    public int Accepted { get; private set; }

    /// <summary>When it entered the batch.</summary>
    public VirtualTime AdmittedAt { get; set; }

    /// <summary>When the step of its last token ended.</summary>
    public VirtualTime LastAt { get; private set; }

    /// <summary>Takes what a step brought.</summary>
    public void Take(RequestOutcome outcome, VirtualTime at)
    {
        Span<byte> chain = stackalloc byte[2 * sizeof(ulong)];
        foreach (var (token, hidden) in outcome.Gained)
        {
            _tokens.Add(token);
            BinaryPrimitives.WriteUInt64LittleEndian(chain, Hidden);
            BinaryPrimitives.WriteUInt64LittleEndian(chain[sizeof(ulong)..], hidden);
            Hidden = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(chain));
        }

        Drafted += outcome.Drafted;
        Accepted += outcome.Accepted;
        LastAt = outcome.Gained.IsEmpty ? LastAt : at;
    }

    /// <summary>Writes it down, for another host.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(Hidden);
        writer.Write(Drafted);
        writer.Write(Accepted);
        writer.Write(AdmittedAt.Picoseconds);
        writer.Write(LastAt.Picoseconds);
        writer.Write(_tokens.Count);
        _tokens.ForEach(writer.Write);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static RequestProgress Read(BinaryReader reader)
    {
        var progress = new RequestProgress
        {
            Hidden = reader.ReadUInt64(),
            Drafted = reader.ReadInt32(),
            Accepted = reader.ReadInt32(),
            AdmittedAt = new VirtualTime(reader.ReadInt64()),
            LastAt = new VirtualTime(reader.ReadInt64()),
        };
        var count = reader.ReadInt32();
        for (var i = 0; i < count; i++)
        {
            progress._tokens.Add(reader.ReadInt32());
        }

        return progress;
    }
}
