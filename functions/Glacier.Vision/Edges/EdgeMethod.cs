namespace Glacier.Vision.Edges;

/// <summary>An edge detector; each runs with or without a Gaussian blur before it, which makes eight filters.</summary>
public enum EdgeMethod
{
    /// <summary>Canny (1986): thin edges, 0 or 255.</summary>
    Canny,

    /// <summary>First derivative across, |∂/∂x|.</summary>
    SobelX,

    /// <summary>First derivative down, |∂/∂y|.</summary>
    SobelY,

    /// <summary>Mixed derivative, |∂²/∂x∂y|.</summary>
    SobelXY,
}
