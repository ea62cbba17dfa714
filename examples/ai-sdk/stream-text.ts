// Streaming, with the finish reason and usage at the end.

import { azureML } from '@azureml-endpoints/ai-sdk-provider'
import { streamText } from 'ai'

const answer = streamText({
  model: azureML(),
  instructions: 'Be brief.',
  prompt: 'Will the Collatz conjecture ever be solved?',
  timeout: { firstChunkMs: 60_000, chunkMs: 10_000 },
})
for await (const text of answer.textStream) process.stdout.write(text)
console.log('\n', await answer.finishReason, (await answer.usage).totalTokens)
