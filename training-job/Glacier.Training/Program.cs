using Glacier.Training.Commands;

return await TrainingCommandLine.RunAsync(args);
