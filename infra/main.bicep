// Everything the pipeline needs in one resource group. `azd up` fills the parameters from main.parameters.json.
targetScope = 'subscription'

@minLength(1)
@maxLength(64)
@description('Name of the azd environment; part of the resource group\'s name and of the token in all other names.')
param environmentName string

@minLength(1)
@description('Region. It must offer Flex Consumption and the chosen GPU.')
@metadata({ azd: { type: 'location' } })
param location string

@description('Object id of the person who deploys: may drop inputs and read results. Empty for none.')
param principalId string = ''

@allowed(['User', 'ServicePrincipal'])
@description('Whether that is a person or, in a build pipeline, a program.')
param principalType string = 'User'

@allowed(['T4', 'A100'])
@description('GPU of renderer and trainer.')
param gpuKind string = 'T4'

@minValue(1)
@maxValue(100)
@description('Most renderers at a time; one GPU each.')
param maximumRenderers int = 2

@minValue(40)
@maxValue(1000)
@description('Most instances of the function app.')
param maximumFunctionInstances int = 40

@minValue(30)
@maxValue(730)
@description('Days that logs are kept.')
param logRetentionDays int = 30

@minValue(7)
@description('Days after which copies in quarantine and undeliverable events are deleted.')
param quarantineRetentionDays int = 90

@minValue(1)
@maxValue(365)
@description('Days that a deleted or overwritten blob can be brought back.')
param undeleteDays int = 14

@description('When the trainer starts by itself: cron in UTC, such as 0 3 1 * *. Empty: only when it is told to.')
param trainingSchedule string = ''

@description('ScienceBase items to copy DEMs from: GLACIER=ITEM, separated by commas. Empty for none.')
param usgsItems string = ''

@description('The USGS watcher lists what it would copy, and copies nothing.')
param usgsListOnly bool = true

@description('Addresses that may call the HTTP interface, as CIDR ranges separated by commas. Empty: nobody from the internet.')
param apiAddresses string = ''

@description('Storage is reached through private endpoints only.')
param privateNetwork bool = false

@description('Whom alerts go to. Empty: alerts are recorded, nobody is written to.')
param alertEmail string = ''

@minValue(1)
@description('Monthly budget in the subscription\'s currency; a warning at 80 % spent and at 100 % forecast.')
param monthlyBudget int = 200

@description('First day of the budget: the first of a month.')
param budgetStart string = utcNow('yyyy-MM-01')

@description('What the trainer is told to do, separated by commas.')
param trainingArguments string = 'train,joint,--config,/app/configurations/joint-128.json,--data,blob,--out,blob,--resume,--device,cuda:0'

@description('Image of the renderer as last deployed; empty before the first deployment.')
param rendererImage string = ''

@description('Image of the trainer as last deployed; empty before the first deployment.')
param trainerImage string = ''

var abbreviations = loadJsonContent('abbreviations.json')
var names = loadJsonContent('names.json')
var roles = loadJsonContent('roles.json')
var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
var gpuProfile = 'gpu'

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: '${abbreviations.resourceGroup}${environmentName}'
  location: location
  tags: tags
}

module pipelineIdentity 'modules/identity.bicep' = {
  name: 'pipeline-identity'
  scope: group
  params: { name: '${abbreviations.identity}${names.services.pipeline}-${token}', location: location, tags: tags }
}

module rendererIdentity 'modules/identity.bicep' = {
  name: 'renderer-identity'
  scope: group
  params: { name: '${abbreviations.identity}${names.services.renderer}-${token}', location: location, tags: tags }
}

module trainerIdentity 'modules/identity.bicep' = {
  name: 'trainer-identity'
  scope: group
  params: { name: '${abbreviations.identity}${names.services.trainer}-${token}', location: location, tags: tags }
}

module eventsIdentity 'modules/identity.bicep' = {
  name: 'events-identity'
  scope: group
  params: { name: '${abbreviations.identity}events-${token}', location: location, tags: tags }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  name: 'network'
  scope: group
  params: { name: '${abbreviations.virtualNetwork}${token}', location: location, tags: tags }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: '${abbreviations.storageAccount}${token}'
    location: location
    tags: tags
    containers: concat(names.inputs, names.outputs, [names.deadLetters, names.packages])
    queues: names.queues
    expiring: ['quarantine/', '${names.deadLetters}/']
    expireAfterDays: quarantineRetentionDays
    undeleteDays: undeleteDays
    privateNetwork: privateNetwork
  }
}

module endpoints 'modules/endpoints.bicep' = if (privateNetwork) {
  name: 'endpoints'
  scope: group
  params: {
    prefix: abbreviations.privateEndpoint
    location: location
    tags: tags
    storageAccountName: storage.outputs.name
    virtualNetworkId: privateNetwork ? network!.outputs.id : ''
    subnetId: privateNetwork ? network!.outputs.endpointSubnetId : ''
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    workspaceName: '${abbreviations.logAnalytics}${token}'
    insightsName: '${abbreviations.applicationInsights}${token}'
    location: location
    tags: tags
    retentionDays: logRetentionDays
    publisherRole: roles.metricsPublisher
    publishers: [
      pipelineIdentity.outputs.principalId
      rendererIdentity.outputs.principalId
      trainerIdentity.outputs.principalId
    ]
  }
}

// The Functions host keeps its locks, its packages and the task hub in this account and asks for these three roles on it.
module pipelineAccess 'modules/accountAccess.bicep' = {
  name: 'pipeline-access'
  scope: group
  params: {
    storageAccountName: storage.outputs.name
    principalId: pipelineIdentity.outputs.principalId
    roles: [roles.blobOwner, roles.queueContributor, roles.tableContributor]
  }
}

module rendererAccess 'modules/access.bicep' = {
  name: 'renderer-access'
  scope: group
  params: {
    storageAccountName: storage.outputs.name
    principalId: rendererIdentity.outputs.principalId
    containerRoles: [
      { name: 'models', role: roles.blobReader }
      { name: 'products', role: roles.blobContributor }
      { name: 'status', role: roles.blobContributor }
    ]
    queueRoles: [
      { name: names.renderJobs, role: roles.queueContributor }
      { name: names.renderResults, role: roles.queueSender }
      { name: names.renderJobsPoison, role: roles.queueSender }
    ]
  }
}

module trainerAccess 'modules/access.bicep' = {
  name: 'trainer-access'
  scope: group
  params: {
    storageAccountName: storage.outputs.name
    principalId: trainerIdentity.outputs.principalId
    containerRoles: [
      { name: 'models', role: roles.blobContributor }
    ]
    queueRoles: []
  }
}

module eventsAccess 'modules/access.bicep' = {
  name: 'events-access'
  scope: group
  params: {
    storageAccountName: storage.outputs.name
    principalId: eventsIdentity.outputs.principalId
    containerRoles: [
      { name: names.deadLetters, role: roles.blobContributor }
    ]
    queueRoles: [
      { name: names.arrivals, role: roles.queueSender }
    ]
  }
}

module personAccess 'modules/access.bicep' = if (!empty(principalId)) {
  name: 'person-access'
  scope: group
  params: {
    storageAccountName: storage.outputs.name
    principalId: principalId
    principalType: principalType
    containerRoles: concat(
      map(names.inputs, name => { name: name, role: roles.blobContributor }),
      map(names.outputs, name => { name: name, role: roles.blobReader })
    )
    queueRoles: []
  }
}

module events 'modules/events.bicep' = {
  name: 'events'
  scope: group
  params: {
    name: '${abbreviations.eventTopic}${token}'
    location: location
    tags: tags
    storageAccountName: storage.outputs.name
    identityId: eventsIdentity.outputs.id
    queueName: names.arrivals
    deadLetterContainer: names.deadLetters
    containers: names.announced
  }
  dependsOn: [eventsAccess]
}

module functionApp 'modules/functionApp.bicep' = {
  name: 'function-app'
  scope: group
  params: {
    name: '${abbreviations.functionApp}${token}'
    planName: '${abbreviations.functionPlan}${token}'
    location: location
    tags: tags
    serviceName: names.services.pipeline
    storageAccountName: storage.outputs.name
    packageContainer: names.packages
    insightsName: monitoring.outputs.insightsName
    identityId: pipelineIdentity.outputs.id
    identityClientId: pipelineIdentity.outputs.clientId
    subnetId: privateNetwork ? network!.outputs.functionSubnetId : ''
    maximumInstances: maximumFunctionInstances
    apiAddresses: empty(apiAddresses) ? [] : split(apiAddresses, ',')
    settings: {
      Glacier__QuietSeconds: '60'
      Glacier__RenderDeadlineSeconds: '3600'
      Glacier__RecheckSeconds: '60'
      Usgs__Items: usgsItems
      Usgs__ListOnly: string(usgsListOnly)
    }
  }
  dependsOn: [pipelineAccess]
}

module registry 'modules/registry.bicep' = {
  name: 'registry'
  scope: group
  params: {
    name: '${abbreviations.registry}${token}'
    location: location
    tags: tags
    pullRole: roles.registryPull
    pullers: [rendererIdentity.outputs.principalId, trainerIdentity.outputs.principalId]
  }
}

module containers 'modules/environment.bicep' = {
  name: 'container-environment'
  scope: group
  params: {
    name: '${abbreviations.containerEnvironment}${token}'
    location: location
    tags: tags
    workspaceName: monitoring.outputs.workspaceName
    profileName: gpuProfile
    gpuKind: gpuKind
    subnetId: privateNetwork ? network!.outputs.containerSubnetId : ''
  }
}

module renderer 'modules/renderer.bicep' = {
  name: 'renderer'
  scope: group
  params: {
    name: '${abbreviations.containerApp}${names.services.renderer}-${token}'
    location: location
    tags: tags
    serviceName: names.services.renderer
    environmentId: containers.outputs.id
    profileName: gpuProfile
    gpuKind: gpuKind
    image: rendererImage
    registryName: registry.outputs.name
    identityId: rendererIdentity.outputs.id
    identityClientId: rendererIdentity.outputs.clientId
    storageAccountName: storage.outputs.name
    insightsName: monitoring.outputs.insightsName
    queueName: names.renderJobs
    maximumReplicas: maximumRenderers
  }
  dependsOn: [rendererAccess]
}

module trainer 'modules/trainer.bicep' = {
  name: 'trainer'
  scope: group
  params: {
    name: '${abbreviations.containerJob}${names.services.trainer}-${token}'
    location: location
    tags: tags
    serviceName: names.services.trainer
    environmentId: containers.outputs.id
    profileName: gpuProfile
    gpuKind: gpuKind
    image: trainerImage
    registryName: registry.outputs.name
    identityId: trainerIdentity.outputs.id
    identityClientId: trainerIdentity.outputs.clientId
    storageAccountName: storage.outputs.name
    schedule: trainingSchedule
    arguments: split(trainingArguments, ',')
  }
  dependsOn: [trainerAccess]
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    groupName: '${abbreviations.actionGroup}${token}'
    location: location
    tags: tags
    insightsName: monitoring.outputs.insightsName
    topicName: events.outputs.topicName
    email: alertEmail
  }
}

module budget 'modules/budget.bicep' = {
  name: 'budget'
  scope: group
  params: {
    name: 'budget-${token}'
    amount: monthlyBudget
    start: budgetStart
    email: alertEmail
  }
}

output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = registry.outputs.loginServer
output AZURE_STORAGE_ACCOUNT string = storage.outputs.name
output SERVICE_PIPELINE_URL string = functionApp.outputs.url
output SERVICE_RENDERER_NAME string = renderer.outputs.name
output SERVICE_TRAINER_NAME string = trainer.outputs.name
