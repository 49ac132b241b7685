// The renderer: one GPU per replica, as many replicas as jobs wait, none while none does.
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
param insightsName string

@description('Queue that decides how many replicas there are.')
param queueName string
param maximumReplicas int

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageAccountName
}

resource registry 'Microsoft.ContainerRegistry/registries@2025-04-01' existing = {
  name: registryName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource app 'Microsoft.App/containerApps@2025-01-01' = {
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
      activeRevisionsMode: 'Single'
      registries: [
        { server: registry.properties.loginServer, identity: identityId }
      ]
    }
    template: {
      // a stopping renderer hands its message back at once; the rest is for uploads under way
      terminationGracePeriodSeconds: 60
      containers: [
        {
          name: serviceName
          image: empty(image) ? 'mcr.microsoft.com/k8se/quickstart:latest' : image
          resources: gpuKind == 'T4' ? { cpu: 8, memory: '56Gi' } : { cpu: 24, memory: '220Gi' }
          env: [
            { name: 'AzureWebJobsStorage__blobServiceUri', value: account.properties.primaryEndpoints.blob }
            { name: 'AzureWebJobsStorage__queueServiceUri', value: account.properties.primaryEndpoints.queue }
            { name: 'AzureWebJobsStorage__clientId', value: identityClientId }
            { name: 'Renderer__VisibilitySeconds', value: '60' }
            { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: insights.properties.ConnectionString }
            { name: 'AZURE_CLIENT_ID', value: identityClientId }
          ]
          // the picture that stands in before the first deployment answers no probe
          probes: empty(image) ? [] : [
            { type: 'Startup', httpGet: { path: '/health/live', port: 8080 }, periodSeconds: 24, failureThreshold: 10 }
            { type: 'Liveness', httpGet: { path: '/health/live', port: 8080 }, periodSeconds: 10, failureThreshold: 3 }
            { type: 'Readiness', httpGet: { path: '/health/ready', port: 8080 }, periodSeconds: 10, failureThreshold: 3 }
          ]
        }
      ]
      scale: {
        minReplicas: 0
        maxReplicas: maximumReplicas
        cooldownPeriod: 60
        pollingInterval: 30
        rules: [
          {
            name: 'waiting-jobs'
            azureQueue: { accountName: account.name, queueName: queueName, queueLength: 1, identity: identityId }
          }
        ]
      }
    }
  }
}

output name string = app.name
