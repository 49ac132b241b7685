namespace OSGeo.OSR;

public enum AxisMappingStrategy
{
    OAMS_TRADITIONAL_GIS_ORDER = 0,
    OAMS_AUTHORITY_COMPLIANT = 1,
    OAMS_CUSTOM = 2,
}
