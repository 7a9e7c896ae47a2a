namespace CloudMatrix.Model;

/// <summary>The model that is meant where the user names none. Its configuration is part of this assembly.</summary>
public static class DefaultModel
{
    /// <summary>Reads it.</summary>
    public static ModelShape Read() =>
        ModelShapeReader.Read(JsonText.OfResource("default-model.json"), "default model");
}
