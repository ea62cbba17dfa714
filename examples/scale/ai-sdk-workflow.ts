// Workflow serialization in the AI SDK: a durable engine passes the model between steps as JSON, without the key.

import type { LanguageModelV4 } from '@ai-sdk/provider'
import { WORKFLOW_DESERIALIZE, WORKFLOW_SERIALIZE } from '@ai-sdk/provider-utils'
import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { generateText } from 'ai'

/** The static methods of the model's class that a durable engine calls. */
interface DurableModel {
  [WORKFLOW_SERIALIZE](model: LanguageModelV4): unknown
  [WORKFLOW_DESERIALIZE](json: unknown): LanguageModelV4
}

const azureML = createAzureML({ endpointApiKey: 'my-api-key', modelKwargs: { temperature: 0.2 } })
const model = azureML('blue')
const durable = model.constructor as unknown as DurableModel

const carried = JSON.stringify(durable[WORKFLOW_SERIALIZE](model))
console.log(carried)

// Another step, possibly days later in another process, reads the key from its own environment.
const again = durable[WORKFLOW_DESERIALIZE](JSON.parse(carried))
const { text } = await generateText({ model: again, prompt: 'Summarize: A long text.' })
console.log(text)
