// What somebody must know: messages nobody can handle, failed rounds, jobs that wait too long, events that could not be delivered.
param groupName string
param location string
param tags object
param insightsName string
param topicName string

@description('Whom alerts go to; empty for nobody.')
param email string

// the beginnings of the log lines are Glacier.Pipeline.Telemetry.LogMessages; a test compares them
var rules = [
  {
    name: 'poison-messages'
    description: 'A message could not be handled in five tries; status/poison holds it.'
    severity: 1
    query: 'traces | where message startswith "poison message of"'
  }
  {
    name: 'failed-orchestrations'
    description: 'A round of a glacier ended in failure; status/{glacier}.json says why.'
    severity: 1
    query: 'traces | where message startswith "round failed"'
  }
  {
    name: 'waiting-render-jobs'
    description: 'A render job has waited for more than half an hour: no GPU quota, or a renderer that does not start.'
    severity: 2
    query: 'traces | where message startswith "oldest message of render-jobs waits" | parse message with * "waits " seconds:long " s" * | where seconds > 1800'
  }
]

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: topicName
}

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: groupName
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'glacier'
    enabled: true
    emailReceivers: empty(email) ? [] : [{ name: 'operator', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource queries 'Microsoft.Insights/scheduledQueryRules@2022-06-15' = [for rule in rules: {
  name: rule.name
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: rule.name
    description: rule.description
    severity: rule.severity
    enabled: true
    scopes: [insights.id]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: rule.query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [actionGroup.id] }
  }
}]

resource undelivered 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'undelivered-arrivals'
  location: 'global'
  tags: tags
  properties: {
    description: 'Event Grid gave up on an arrival; the event lies in the dead-letter container. Upload the file again.'
    severity: 1
    enabled: true
    scopes: [topic.id]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'dead-lettered'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'DeadLetteredCount'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [{ actionGroupId: actionGroup.id }]
  }
}
