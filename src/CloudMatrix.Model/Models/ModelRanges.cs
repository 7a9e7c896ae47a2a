namespace CloudMatrix.Model;

/// <summary>Ranges beyond which a field of a model's configuration is surely a mistake.</summary>
internal static class ModelRanges
{
    public static readonly CountRange Layers = new(1, 1_000);
    public static readonly CountRange DenseLayers = new(0, 1_000);
    public static readonly CountRange Width = new(1, 1 << 20);
    public static readonly CountRange Heads = new(1, 4_096);
    public static readonly CountRange Experts = new(1, 16_384);
    public static readonly CountRange SharedExperts = new(0, 64);
    public static readonly CountRange MtpLayers = new(0, 16);
    public static readonly CountRange Vocabulary = new(1, 1 << 24);
    public static readonly CountRange Context = new(1, 1 << 28);
}
