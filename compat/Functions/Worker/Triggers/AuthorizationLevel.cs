namespace Microsoft.Azure.Functions.Worker;

/// <summary>Who may call an HTTP function. On a developer's machine keys are not asked for, here as in the genuine tools.</summary>
public enum AuthorizationLevel
{
    Anonymous = 0,
    User = 1,
    Function = 2,
    System = 3,
    Admin = 4,
}
