// All calls share a quota: when one is told to wait, the others wait too.

import { setTimeout } from 'node:timers/promises'
import { AzureMLEndpointClient, type RetryEvent } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import PQueue from 'p-queue'

const queue = new PQueue({ concurrency: 4 })
const client = new AzureMLEndpointClient({
  contentFormatter: CustomOpenAIChatContentFormatter,
  maxRetries: 5,
  onRetry: (event) => void waitTogether(event),
})

async function waitTogether({ error, delayMs }: RetryEvent): Promise<void> {
  if (queue.isPaused || (error.status !== 429 && error.modelStatus !== 429)) return
  console.log(`everybody waits ${delayMs} ms`)
  queue.pause()
  await setTimeout(delayMs)
  queue.start()
}

const questions = Array.from({ length: 12 }, (_, number) => `Is ${number} a prime number?`)
const answers = await Promise.all(
  questions.map((content) => queue.add(() => client.chat({ messages: [{ role: 'user', content }] }))),
)
console.log(answers.length, 'answers')
