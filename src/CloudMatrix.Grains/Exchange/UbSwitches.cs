namespace CloudMatrix.Grains;

/// <summary>What the silos' switches are called among grains.</summary>
internal static class UbSwitches
{
    extension(IGrainFactory grains)
    {
        /// <summary>A silo's share of the Unified Bus.</summary>
        public IUbSwitchGrain UbSwitch(SiloAddress silo) =>
            grains.GetGrain<IUbSwitchGrain>(SiloPlacementDirector.KeyOf(silo));

        /// <summary>What takes long on it.</summary>
        public IUbGraphGrain UbGraphs(SiloAddress silo) =>
            grains.GetGrain<IUbGraphGrain>(SiloPlacementDirector.KeyOf(silo));
    }
}
