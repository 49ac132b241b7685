namespace Glacier.Training.Data.Flow;

/// <summary>Pairs of images with known motion.</summary>
/// <param name="Count">Pairs, N.</param>
/// <param name="Side">Columns and rows, S.</param>
/// <param name="First">Channels of the earlier images, [N, C, S, S] (<see cref="Vision.Velocity.FlowChannels"/>).</param>
/// <param name="Second">Channels of the later images.</param>
/// <param name="Flow">[N, 2, S, S]: where each pixel of the first image went, pixels, to the right then downwards.</param>
/// <param name="Weight">[N, 1, S, S], 0 to 1: how far a pixel's flow is to be scored; 0 where it is hidden in either image, left the frame or is not known.</param>
/// <param name="Start">What the pairs begin with, [N, 8, S, S] (<see cref="Vision.Velocity.HornSchunckStart.Names"/>); the second images are fetched back by it and the flow is what is left. Null: nothing.</param>
public sealed record FlowBatch(int Count, int Side, float[] First, float[] Second, float[] Flow, float[] Weight, float[]? Start = null);
