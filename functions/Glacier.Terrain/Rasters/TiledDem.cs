namespace Glacier.Terrain.Rasters;

/// <summary>
/// Bilinear sampling of a DEM file of any size through its own blocks: memory is bounded by the cache, whatever the file. Safe for use by several threads.
/// </summary>
/// <remarks>Values equal <see cref="Raster.Sample"/> on the whole file: NaN outside the outermost pixel centres or beside a NaN.</remarks>
public sealed class TiledDem : IDisposable
{
    private readonly string _path;
    private readonly DemReadOptions _options;
    private readonly BlockLayout _layout;
    private readonly Dictionary<int, LinkedListNode<(int Block, float[] Values)>> _cached = [];
    private readonly LinkedList<(int Block, float[] Values)> _recent = [];
    private readonly Lock _gate = new();
    private readonly int _capacity;
    private readonly DemSource _source;

    /// <summary>Opens a DEM; nothing but its header is read.</summary>
    /// <param name="path">File to sample.</param>
    /// <param name="options">What the file does not say; the target system is not used.</param>
    /// <param name="cacheBytes">Memory for blocks of single samples.</param>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    /// <exception cref="InvalidInputException">
    /// The rules of <see cref="DemReader.Inspect"/> that the header tells, and <c>not-normalised</c> for a DEM that is not projected in metres and north-up.
    /// </exception>
    public TiledDem(string path, DemReadOptions? options = null, long cacheBytes = 64 << 20)
    {
        _path = path;
        _options = options ?? new DemReadOptions();
        _source = DemSource.Open(path, _options);
        if (!_source.IsNorthUp || !_source.Crs.IsProjectedInMetres)
        {
            var found = _source.IsNorthUp ? _source.Crs.Name : "a rotated or south-up raster";
            _source.Dispose();
            throw new InvalidInputException(
                Path.GetFileName(path), "not-normalised", found, "a north-up DEM projected in metres", "Reproject it first: gdalwarp -r bilinear -t_srs EPSG:CODE IN OUT.tif.");
        }

        var affine = _source.Affine;
        Grid = new Grid(_source.Width, _source.Height, new GeoTransform(affine[0], affine[3], affine[1], -affine[5]), _source.Crs);
        _source.Band.GetBlockSize(out var blockWidth, out var blockHeight);
        _layout = BlockLayout.Of(Width, Height, blockWidth, blockHeight);
        _capacity = (int)Math.Max(4, cacheBytes / (sizeof(float) * (long)_layout.Width * _layout.Height));
    }

    /// <summary>Columns.</summary>
    public int Width => Grid.Width;

    /// <summary>Rows.</summary>
    public int Height => Grid.Height;

    /// <summary>Where the grid lies.</summary>
    public GeoTransform Transform => Grid.Transform;

    /// <summary>Reference system of the map coordinates.</summary>
    public ReferenceSystem Crs => Grid.Crs;

    /// <summary>Size and place.</summary>
    public Grid Grid { get; }

    /// <summary>Bilinear elevation in metres at a map position.</summary>
    /// <exception cref="InvalidInputException">Rule <c>truncated</c>: the block cannot be read.</exception>
    public float Sample(double x, double y)
    {
        if (!Footprint.TryAt(Grid, x, y, out var at))
        {
            return float.NaN;
        }

        lock (_gate)
        {
            return at.Mix(Pixel(at.Column, at.Row), Pixel(at.Right, at.Row), Pixel(at.Column, at.Below), Pixel(at.Right, at.Below));
        }
    }

    /// <summary>Bilinear elevations at many map positions, in parallel; every block that is needed is decoded once.</summary>
    /// <param name="x">East coordinates, metres.</param>
    /// <param name="y">North coordinates, metres; as many.</param>
    /// <param name="elevations">As many elevations, filled.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="InvalidInputException">Rule <c>truncated</c>: a block cannot be read.</exception>
    public void SampleMany(ReadOnlyMemory<double> x, ReadOnlyMemory<double> y, Memory<float> elevations)
    {
        if (x.Length != y.Length || x.Length != elevations.Length)
        {
            throw new ArgumentException($"{x.Length} x, {y.Length} y and {elevations.Length} elevations", nameof(x));
        }

        try
        {
            new BlockwiseSampling(Grid, _layout).Run(x, y, elevations, () => DemSource.Open(_path, _options));
        }
        catch (AggregateException e) when (e.InnerException is InvalidInputException damaged)
        {
            throw damaged;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private float Pixel(int column, int row)
    {
        var block = _layout.BlockOf(column, row);
        if (_cached.TryGetValue(block, out var node))
        {
            _recent.Remove(node);
            _recent.AddFirst(node);
        }
        else
        {
            node = _recent.AddFirst((block, Load(block)));
            _cached.Add(block, node);
        }

        var (left, top, width, _) = _layout.Window(block);
        return node.Value.Values[((row - top) * width) + column - left];
    }

    // a full cache gives its oldest array to the new block
    private float[] Load(int block)
    {
        float[]? values = null;
        if (_cached.Count >= _capacity)
        {
            values = _recent.Last!.Value.Values;
            _cached.Remove(_recent.Last.Value.Block);
            _recent.RemoveLast();
        }

        values ??= new float[_layout.Width * _layout.Height];
        BlockwiseSampling.Decode(_source, _layout, block, values);
        return values;
    }
}
