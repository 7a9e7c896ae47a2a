namespace CloudMatrix.Simulation;

/// <summary>Gives experts replicas so that the hottest replica is as cool as can be.</summary>
internal static class ExpertReplication
{
    /// <summary>
    /// Gives each expert one replica, in order, then each further one to the expert whose replicas carry the most, of
    /// equals to the first.
    /// </summary>
    /// <param name="loads">The load of each expert [experts].</param>
    /// <param name="replicas">Replicas of all experts together, at least one an expert.</param>
    /// <returns>The expert of each replica and the load that the replica carries [replicas].</returns>
    public static (int[] ExpertByReplica, float[] LoadByReplica) Replicate(float[] loads, int replicas)
    {
        var expertByReplica = new int[replicas];
        var replicaCounts = new int[loads.Length];
        var loadsPerReplica = (float[])loads.Clone();
        for (var replica = 0; replica < replicas; replica++)
        {
            var expert = replica < loads.Length ? replica : Array.IndexOf(loadsPerReplica, loadsPerReplica.Max());
            expertByReplica[replica] = expert;
            loadsPerReplica[expert] = loads[expert] / ++replicaCounts[expert];
        }

        return (expertByReplica, Array.ConvertAll(expertByReplica, expert => loadsPerReplica[expert]));
    }
}
