using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Glacier.Training.Loops;

/// <summary>Networks and optimisers of a trainer as files of a checkpoint.</summary>
internal static class TrainerFiles
{
    private const string Ending = ".dat";

    public static void Save(string folder, IEnumerable<(string Name, nn.Module Network)> networks, IEnumerable<(string Name, Adam Optimiser)> optimisers)
    {
        foreach (var (name, network) in networks)
        {
            network.save(PathOf(folder, name));
        }

        foreach (var (name, optimiser) in optimisers)
        {
            optimiser.save_state_dict(PathOf(folder, name));
        }
    }

    public static void Load(string folder, IEnumerable<(string Name, nn.Module Network)> networks, IEnumerable<(string Name, Adam Optimiser)> optimisers)
    {
        foreach (var (name, network) in networks)
        {
            network.load(PathOf(folder, name));
        }

        foreach (var (name, optimiser) in optimisers)
        {
            optimiser.load_state_dict(PathOf(folder, name));
        }
    }

    public static void Dispose(IEnumerable<(string Name, nn.Module Network)> networks, IEnumerable<(string Name, Adam Optimiser)> optimisers)
    {
        foreach (var (_, optimiser) in optimisers)
        {
            optimiser.Dispose();
        }

        foreach (var (_, network) in networks)
        {
            network.Dispose();
        }
    }

    public static string PathOf(string folder, string name) => Path.Combine(folder, name + Ending);
}
