// What a workspace has, and the formatter for each model.

import { DefaultAzureCredential } from '@azure/identity'
import { listEndpoints, suggestFormatter } from '@azureml-endpoints/workspace'

for (const endpoint of await listEndpoints({ credential: new DefaultAzureCredential() })) {
  console.log(`${endpoint.name}: ${endpoint.kind}, ${endpoint.provisioningState}, ${endpoint.authMode}`)
  const deployed = endpoint.kind === 'serverless' ? [endpoint] : endpoint.deployments
  for (const model of deployed) {
    const suggestion = suggestFormatter(model)
    console.log(`  ${model.name}: ${suggestion.known ? suggestion.formatter : suggestion.reason}`)
  }
}
