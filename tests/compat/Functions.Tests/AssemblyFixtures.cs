using Glacier.Tests;

[assembly: AssemblyFixture(typeof(Azurite))]
