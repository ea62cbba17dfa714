// The reasoning and the answer of a stream, separately.

import { azureML } from '@azureml-endpoints/ai-sdk-provider'
import { streamText } from 'ai'

const { stream } = streamText({ model: azureML(), prompt: 'Do I need a coat in Oslo?', reasoning: 'high' })
for await (const part of stream) {
  if (part.type === 'reasoning-delta') process.stdout.write(`(${part.text})`) // leave this out to hide the thoughts
  if (part.type === 'text-delta') process.stdout.write(part.text)
}
