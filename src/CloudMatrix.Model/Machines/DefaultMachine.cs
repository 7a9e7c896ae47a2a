namespace CloudMatrix.Model;

/// <summary>The machine that is meant where the user names none. Its file is part of this assembly.</summary>
public static class DefaultMachine
{
    /// <summary>Reads it.</summary>
    public static MachineSpec Read() =>
        MachineSpecReader.Read(JsonText.OfResource("default-machine.json"), "default machine");
}
