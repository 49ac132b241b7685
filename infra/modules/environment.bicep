// Container Apps environment with a serverless GPU profile: paid by the second while a replica runs.
param name string
param location string
param tags object
param workspaceName string

@description('Name under which renderer and trainer ask for the GPU.')
param profileName string

@allowed(['T4', 'A100'])
param gpuKind string

@description('Subnet of the environment; empty for none.')
param subnetId string

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' existing = {
  name: workspaceName
}

resource environmentOfApps 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    appLogsConfiguration: { destination: 'azure-monitor' }
    vnetConfiguration: empty(subnetId) ? null : { infrastructureSubnetId: subnetId }
    workloadProfiles: [
      { name: 'Consumption', workloadProfileType: 'Consumption' }
      { name: profileName, workloadProfileType: gpuKind == 'T4' ? 'Consumption-GPU-NC8as-T4' : 'Consumption-GPU-NC24-A100' }
    ]
  }
}

// the only way of logging that needs no workspace key
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: environmentOfApps
  properties: {
    workspaceId: workspace.id
    logs: [
      { category: 'ContainerAppConsoleLogs', enabled: true }
      { category: 'ContainerAppSystemLogs', enabled: true }
    ]
  }
}

output id string = environmentOfApps.id
