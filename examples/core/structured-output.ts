// An answer that follows a schema, validated before use.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { z } from 'zod'

const client = new AzureMLEndpointClient({ contentFormatter: CustomOpenAIChatContentFormatter })

const verdict = z.object({ solved: z.boolean(), confidence: z.enum(['low', 'medium', 'high']) })

const { text } = await client.chat({
  messages: [{ role: 'user', content: 'Will the Collatz conjecture ever be solved?' }],
  responseFormat: { type: 'json', name: 'verdict', schema: z.toJSONSchema(verdict) },
})
const { solved, confidence } = verdict.parse(JSON.parse(text))
console.log(solved, confidence)
