// Roles of one identity on single containers and queues.
param storageAccountName string
param principalId string

@allowed(['ServicePrincipal', 'User'])
param principalType string = 'ServicePrincipal'

@description('{ name, role } per container.')
param containerRoles array

@description('{ name, role } per queue.')
param queueRoles array

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageAccountName
}

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' existing = {
  parent: account
  name: 'default'
}

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2024-01-01' existing = {
  parent: account
  name: 'default'
}

resource blobContainers 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' existing = [for each in containerRoles: {
  parent: blobService
  name: each.name
}]

resource storageQueues 'Microsoft.Storage/storageAccounts/queueServices/queues@2024-01-01' existing = [for each in queueRoles: {
  parent: queueService
  name: each.name
}]

resource onContainers 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (each, i) in containerRoles: {
  name: guid(blobContainers[i].id, principalId, each.role)
  scope: blobContainers[i]
  properties: {
    principalId: principalId
    principalType: principalType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', each.role)
  }
}]

resource onQueues 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (each, i) in queueRoles: {
  name: guid(storageQueues[i].id, principalId, each.role)
  scope: storageQueues[i]
  properties: {
    principalId: principalId
    principalType: principalType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', each.role)
  }
}]
