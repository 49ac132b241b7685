// Private endpoints of the storage account's blobs, queues and tables, with the names that lead to them.
param prefix string
param location string
param tags object
param storageAccountName string
param virtualNetworkId string
param subnetId string

var kinds = ['blob', 'queue', 'table']

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageAccountName
}

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [for kind in kinds: {
  name: 'privatelink.${kind}.${environment().suffixes.storage}'
  location: 'global'
  tags: tags
}]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [for (kind, i) in kinds: {
  parent: zones[i]
  name: 'to-network-${kind}'
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    virtualNetwork: { id: virtualNetworkId }
  }
}]

resource endpoints 'Microsoft.Network/privateEndpoints@2024-05-01' = [for kind in kinds: {
  name: '${prefix}${kind}-${storageAccountName}'
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      { name: kind, properties: { privateLinkServiceId: account.id, groupIds: [kind] } }
    ]
  }
}]

resource zoneGroups 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = [for (kind, i) in kinds: {
  parent: endpoints[i]
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      { name: kind, properties: { privateDnsZoneId: zones[i].id } }
    ]
  }
}]
