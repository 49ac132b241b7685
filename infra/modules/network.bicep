// A virtual network for the case that storage must not be reachable from the internet.
param name string
param location string
param tags object

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.20.0.0/16'] }
    subnets: [
      {
        name: 'endpoints'
        properties: { addressPrefix: '10.20.0.0/24', privateEndpointNetworkPolicies: 'Disabled' }
      }
      {
        name: 'functions'
        properties: {
          addressPrefix: '10.20.1.0/24'
          delegations: [{ name: 'functions', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'containers'
        properties: {
          addressPrefix: '10.20.2.0/23'
          delegations: [{ name: 'containers', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
    ]
  }
}

output id string = network.id
output endpointSubnetId string = '${network.id}/subnets/endpoints'
output functionSubnetId string = '${network.id}/subnets/functions'
output containerSubnetId string = '${network.id}/subnets/containers'
