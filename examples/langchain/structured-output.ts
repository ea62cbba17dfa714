// Structured output that follows your schema.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { z } from 'zod'

const verdict = z.object({ solved: z.boolean(), confidence: z.enum(['low', 'medium', 'high']) })

const judge = new AzureMLChatOnlineEndpoint().withStructuredOutput(verdict, { name: 'verdict' })
const { solved, confidence } = await judge.invoke('Will the Collatz conjecture ever be solved?')
console.log(solved, confidence)
