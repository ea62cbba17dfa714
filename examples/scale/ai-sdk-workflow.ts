// The AI SDK's workflow serialisation: a durable engine carries the model from step to step as JSON, without the key.

import type { LanguageModelV4 } from '@ai-sdk/provider'
import { WORKFLOW_DESERIALIZE, WORKFLOW_SERIALIZE } from '@ai-sdk/provider-utils'
import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { generateText } from 'ai'

/** What a durable engine finds on the model's class; it calls both by itself. */
interface DurableModel {
  [WORKFLOW_SERIALIZE](model: LanguageModelV4): unknown
  [WORKFLOW_DESERIALIZE](json: unknown): LanguageModelV4
}

const azureML = createAzureML({ endpointApiKey: 'my-api-key', modelKwargs: { temperature: 0.2 } })
const model = azureML('blue')
const durable = model.constructor as unknown as DurableModel

const carried = JSON.stringify(durable[WORKFLOW_SERIALIZE](model))
console.log(carried)

// Another step, perhaps days later in another process: the key is that of its environment.
const again = durable[WORKFLOW_DESERIALIZE](JSON.parse(carried))
const { text } = await generateText({ model: again, prompt: 'Summarize: A long text.' })
console.log(text)
