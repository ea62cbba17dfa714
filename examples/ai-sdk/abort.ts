// Ending a stream early: only aborting a signal closes the connection.

import { azureML } from '@azureml-endpoints/ai-sdk-provider'
import { streamText } from 'ai'

const controller = new AbortController()
const { stream } = streamText({
  model: azureML(),
  prompt: 'Tell me a long story.',
  abortSignal: controller.signal,
})
for await (const part of stream) {
  if (part.type === 'text-delta' && part.text.includes(':')) controller.abort() // as a Stop button would
  if (part.type === 'abort') console.log('stopped')
}
