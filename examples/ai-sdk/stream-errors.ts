// A stream that fails halfway: `textStream` only ends, so read the error from `stream`, or in `onError`.

import { azureML } from '@azureml-endpoints/ai-sdk-provider'
import { APICallError, streamText } from 'ai'

const result = streamText({
  model: azureML(),
  prompt: 'Count to ten.',
  onError: () => {}, // replaces the default, which prints the error
})

let answer = ''
for await (const part of result.stream) {
  if (part.type === 'text-delta') answer += part.text
  if (part.type === 'finish' && part.finishReason === 'length') console.log('Cut off by maxOutputTokens.')
  if (part.type === 'error') {
    const isRetryable = APICallError.isInstance(part.error) && part.error.isRetryable
    console.log(`Lost after "${answer}". Worth another call: ${isRetryable}`)
  }
}
