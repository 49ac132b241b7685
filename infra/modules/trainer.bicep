// Training as a Container Apps job: started by hand, or by schedule as well.
param name string
param location string
param tags object

@description('Service of azure.yaml.')
param serviceName string
param environmentId string
param profileName string

@allowed(['T4', 'A100'])
param gpuKind string

@description('Empty before the first deployment.')
param image string
param registryName string
param identityId string
param identityClientId string
param storageAccountName string

@description('Cron in UTC; empty: started by hand only.')
param schedule string

@description('Arguments of glacier-train.')
param arguments array

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageAccountName
}

resource registry 'Microsoft.ContainerRegistry/registries@2025-04-01' existing = {
  name: registryName
}

resource job 'Microsoft.App/jobs@2025-01-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': serviceName })
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    environmentId: environmentId
    workloadProfileName: profileName
    configuration: {
      triggerType: empty(schedule) ? 'Manual' : 'Schedule'
      replicaTimeout: 86400
      replicaRetryLimit: 2
      manualTriggerConfig: empty(schedule) ? { parallelism: 1, replicaCompletionCount: 1 } : null
      scheduleTriggerConfig: empty(schedule) ? null : { cronExpression: schedule, parallelism: 1, replicaCompletionCount: 1 }
      registries: [
        { server: registry.properties.loginServer, identity: identityId }
      ]
    }
    template: {
      containers: [
        {
          name: serviceName
          image: empty(image) ? 'mcr.microsoft.com/k8se/quickstart-jobs:latest' : image
          args: arguments
          resources: gpuKind == 'T4' ? { cpu: 8, memory: '56Gi' } : { cpu: 24, memory: '220Gi' }
          env: [
            { name: 'AzureWebJobsStorage__blobServiceUri', value: account.properties.primaryEndpoints.blob }
            { name: 'AzureWebJobsStorage__clientId', value: identityClientId }
          ]
        }
      ]
    }
  }
}

output name string = job.name
