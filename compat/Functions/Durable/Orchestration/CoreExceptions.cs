namespace DurableTask.Core.Exceptions;

/// <summary>An instance of that id exists in a status that refuses a new one.</summary>
public class OrchestrationAlreadyExistsException(string message) : Exception(message);

/// <summary>Replayed code asked for other actions than its history holds.</summary>
public class NonDeterministicOrchestrationException(string message) : Exception("Non-Deterministic workflow detected: " + message);
