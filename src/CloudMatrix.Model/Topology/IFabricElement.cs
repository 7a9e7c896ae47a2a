namespace CloudMatrix.Model;

/// <summary>
/// A part of the scale-up network that can be down. Two of the same name are equal, and <see cref="object.ToString"/>
/// gives the name that <see cref="SupernodeTopology.TryParse"/> reads.
/// </summary>
public interface IFabricElement;
