// What a queue or a workflow stores of answers and errors, and how it continues after a restart.

import { AzureMLEndpointClient, EndpointError, toStoredAnswer } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({ contentFormatter: CustomOpenAIChatContentFormatter, maxRetries: 0 })
const question = { role: 'user', content: 'What is the Collatz conjecture?' } as const

const storedAnswer = JSON.stringify(toStoredAnswer(await client.chat({ messages: [question] })))
const { text, reasoning, toolCalls, providerData } = JSON.parse(storedAnswer)
const answer = { role: 'assistant', content: text, reasoning, toolCalls, providerData } as const

try {
  await client.chat({ messages: [question, answer, { role: 'user', content: 'Who is it named after?' }] })
} catch (error) {
  const stored: unknown = JSON.parse(JSON.stringify(error))
  if (EndpointError.isInstance(stored) && stored.retryable) console.log('again in', stored.retryAfterMs, 'ms')
  else throw error
}
