// Two deployments of one endpoint, each called by name, whatever its traffic share.

import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { generateText } from 'ai'

const azureML = createAzureML()
for (const deployment of ['blue', 'green']) {
  const { finalStep } = await generateText({ model: azureML(deployment), prompt: 'Hello' })
  console.log(finalStep.providerMetadata?.['azureML']?.['deployment'])
}
