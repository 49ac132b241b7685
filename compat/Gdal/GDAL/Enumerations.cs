namespace OSGeo.GDAL;

public enum Access
{
    GA_ReadOnly = 0,
    GA_Update = 1,
}

public enum CPLErr
{
    CE_None = 0,
    CE_Debug = 1,
    CE_Warning = 2,
    CE_Failure = 3,
    CE_Fatal = 4,
}

public enum DataType
{
    GDT_Unknown = 0,
    GDT_Byte = 1,
    GDT_UInt16 = 2,
    GDT_Int16 = 3,
    GDT_UInt32 = 4,
    GDT_Int32 = 5,
    GDT_Float32 = 6,
    GDT_Float64 = 7,
    GDT_CInt16 = 8,
    GDT_CInt32 = 9,
    GDT_CFloat32 = 10,
    GDT_CFloat64 = 11,
    GDT_UInt64 = 12,
    GDT_Int64 = 13,
    GDT_Int8 = 14,
}

public enum ColorInterp
{
    GCI_Undefined = 0,
    GCI_GrayIndex = 1,
    GCI_PaletteIndex = 2,
    GCI_RedBand = 3,
    GCI_GreenBand = 4,
    GCI_BlueBand = 5,
    GCI_AlphaBand = 6,
}

public enum ResampleAlg
{
    GRA_NearestNeighbour = 0,
    GRA_Bilinear = 1,
    GRA_Cubic = 2,
    GRA_CubicSpline = 3,
    GRA_Lanczos = 4,
    GRA_Average = 5,
    GRA_Mode = 6,
}

public enum RIOResampleAlg
{
    GRIORA_NearestNeighbour = 0,
    GRIORA_Bilinear = 1,
    GRIORA_Cubic = 2,
    GRIORA_CubicSpline = 3,
    GRIORA_Lanczos = 4,
    GRIORA_Average = 5,
    GRIORA_Mode = 6,
    GRIORA_Gauss = 7,
}

/// <summary>Flags of <see cref="Gdal.OpenEx"/> and others.</summary>
public static class GdalConst
{
    public static readonly int OF_READONLY = 0x00;
    public static readonly int OF_UPDATE = 0x01;
    public static readonly int OF_ALL = 0x00;
    public static readonly int OF_RASTER = 0x02;
    public static readonly int OF_VECTOR = 0x04;
    public static readonly int OF_SHARED = 0x20;
    public static readonly int OF_VERBOSE_ERROR = 0x40;
    public static readonly int GMF_ALL_VALID = 0x01;
    public static readonly int GMF_PER_DATASET = 0x02;
    public static readonly int GMF_ALPHA = 0x04;
    public static readonly int GMF_NODATA = 0x08;
    public static readonly int GDAL_DATA_COVERAGE_STATUS_UNIMPLEMENTED = 0x01;
    public static readonly int GDAL_DATA_COVERAGE_STATUS_DATA = 0x02;
    public static readonly int GDAL_DATA_COVERAGE_STATUS_EMPTY = 0x04;
}
