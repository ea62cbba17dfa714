// A bulk job on Azure Storage: a message `{ id, text }` is deleted once its result is stored; what fails goes to a poison queue.

import { setTimeout } from 'node:timers/promises'
import { BlobServiceClient } from '@azure/storage-blob'
import { type DequeuedMessageItem, QueueServiceClient } from '@azure/storage-queue'
import { AzureMLEndpointClient, AzureMLError, EndpointError, toStoredAnswer } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const storage = process.env['AZURE_STORAGE_CONNECTION_STRING'] ?? 'UseDevelopmentStorage=true'
const queues = QueueServiceClient.fromConnectionString(storage)
const [queue, poison] = [queues.getQueueClient('prompts'), queues.getQueueClient('prompts-poison')]
const results = BlobServiceClient.fromConnectionString(storage).getContainerClient('results')
await Promise.all([queue.createIfNotExists(), poison.createIfNotExists(), results.createIfNotExists()])

// A message stays hidden for this long after it was received; the call has to end sooner.
const hiddenSeconds = Number(process.env['HIDDEN_SECONDS'] ?? 300)
const client = new AzureMLEndpointClient({ contentFormatter: CustomOpenAIChatContentFormatter, maxRetries: 0 })

async function work({ messageId, popReceipt, messageText, dequeueCount }: DequeuedMessageItem): Promise<void> {
  try {
    if (dequeueCount > 5) throw new SyntaxError('Five processes ended while they worked on this message.')
    const { id, text } = JSON.parse(messageText) as { id: string; text: string }
    const result = results.getBlockBlobClient(`${id}.json`)
    if (!(await result.exists())) await result.uploadData(Buffer.from(await summarize(text)))
  } catch (error) {
    if (dequeueCount < 5 && !isPermanent(error)) {
      const { retryAfterMs = 10_000 } = error as { retryAfterMs?: number }
      await queue.updateMessage(messageId, popReceipt, messageText, Math.ceil(retryAfterMs / 1000))
      return
    }
    await poison.sendMessage(JSON.stringify({ message: messageText, error: String(error) }))
  }
  await queue.deleteMessage(messageId, popReceipt)
}

async function summarize(text: string): Promise<string> {
  const signal = AbortSignal.timeout(hiddenSeconds * 900)
  const answer = await client.chat({ messages: [{ role: 'user', content: `Summarize: ${text}` }] }, { signal })
  return JSON.stringify(toStoredAnswer(answer))
}

/** Whether another attempt would fail too: the message is not JSON, or the endpoint rejected it. */
function isPermanent(error: unknown): boolean {
  if (EndpointError.isInstance(error)) return !error.retryable
  return error instanceof SyntaxError || AzureMLError.isInstance(error)
}

for (;;) {
  const received = await queue.receiveMessages({ numberOfMessages: 4, visibilityTimeout: hiddenSeconds })
  await Promise.all(received.receivedMessageItems.map(work))
  if (received.receivedMessageItems.length === 0) await setTimeout(1000)
}
