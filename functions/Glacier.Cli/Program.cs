using Glacier.Cli;

return await GlacierCommandLine.RunAsync(args);
