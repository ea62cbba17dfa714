// Structured output that follows your schema.

import { azureML } from '@azureml-endpoints/ai-sdk-provider'
import { generateText, Output } from 'ai'
import { z } from 'zod'

const schema = z.object({ solved: z.boolean(), confidence: z.enum(['low', 'medium', 'high']) })

const { output } = await generateText({
  model: azureML(),
  prompt: 'Will the Collatz conjecture ever be solved?',
  output: Output.object({ schema, name: 'verdict' }),
})
console.log(output.solved, output.confidence)
