// examples/scale/storage-queue.ts: a queue on Azurite, Microsoft's emulator of Azure Storage.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BlobServiceClient } from '@azure/storage-blob'
import { type QueueClient, QueueServiceClient } from '@azure/storage-queue'
import { beforeEach, expect, it, vi } from 'vitest'
import { useResource } from '../interop/frame/use.ts'
import { key, startCountingEndpoint } from './counting-endpoint.ts'
import { reportResumption, startExample } from './program.ts'
import { startAzurite } from './servers/azurite.ts'

const azurite = useResource(startAzurite, (server) => server.stop())
let queue: QueueClient
let poison: QueueClient

beforeEach(async () => {
  const queues = QueueServiceClient.fromConnectionString(azurite().connectionString)
  queue = queues.getQueueClient('prompts')
  poison = queues.getQueueClient('prompts-poison')
  await Promise.all([queue.createIfNotExists(), poison.createIfNotExists()])
  await Promise.all([queue.clearMessages(), poison.clearMessages()])
})

function environment(endpoint: { readonly env: Readonly<Record<string, string>> }): Record<string, string> {
  return { ...endpoint.env, AZURE_STORAGE_CONNECTION_STRING: azurite().connectionString, HIDDEN_SECONDS: '4' }
}

/** Waits until the queue is empty, hidden messages included. */
async function emptied(): Promise<void> {
  const count = async (): Promise<number | undefined> => (await queue.getProperties()).approximateMessagesCount
  await vi.waitFor(async () => expect(await count()).toBe(0), { timeout: 40_000, interval: 100 })
}

async function resultOf(id: string): Promise<unknown> {
  const results = BlobServiceClient.fromConnectionString(azurite().connectionString).getContainerClient('results')
  return JSON.parse((await results.getBlockBlobClient(`${id}.json`).downloadToBuffer()).toString())
}

it('loses nothing when it is killed, and asks again only for what it was asking', async () => {
  await using endpoint = await startCountingEndpoint()
  const texts = Array.from({ length: 10 }, (_, number) => `Text ${number}.`)
  for (const text of texts) await queue.sendMessage(JSON.stringify({ id: text, text }))
  const interrupted = endpoint.hold('Text 5')
  const first = startExample('scale/storage-queue.ts', environment(endpoint))
  await first.killDuring(interrupted)
  const restarted = performance.now()
  startExample('scale/storage-queue.ts', environment(endpoint))
  startExample('scale/storage-queue.ts', environment(endpoint))
  await emptied()
  reportResumption('storage-queue.ts', restarted, endpoint.asked)
  for (const text of texts) {
    expect(await resultOf(text)).toMatchObject({ text: `Answer to Summarize: ${text}`, finishReason: 'stop' })
  }
  const repeated = [...endpoint.asked.values()].filter((count) => count > 1)
  expect(endpoint.asked.get('Summarize: Text 5.')).toBe(2)
  expect(repeated.length).toBeLessThanOrEqual(4)
  expect((await poison.peekMessages()).peekedMessageItems).toEqual([])
})

it('moves what can never succeed to the poison queue, with the reason', async () => {
  await using endpoint = await startCountingEndpoint({ busy: 1 })
  for (const text of ['{"id":"torn","te', '{"id":"refused","text":"poison"}', '{"id":"good","text":"Good."}']) {
    await queue.sendMessage(text)
  }
  startExample('scale/storage-queue.ts', environment(endpoint))
  await emptied()
  const { peekedMessageItems } = await poison.peekMessages({ numberOfMessages: 10 })
  const found = peekedMessageItems.map(({ messageText }) => JSON.parse(messageText) as Record<string, string>)
  expect(found.map(({ message }) => message).toSorted()).toEqual([
    '{"id":"refused","text":"poison"}',
    '{"id":"torn","te',
  ])
  expect(found.find(({ message }) => message?.includes('refused'))?.['error']).toContain('Refused.')
  expect(endpoint.asked.get('Summarize: poison')).toBe(1)
  expect(await resultOf('good')).toMatchObject({ text: 'Answer to Summarize: Good.' })
})

it('does not call again for a message during which five processes ended', async () => {
  await using endpoint = await startCountingEndpoint()
  await queue.sendMessage('{"id":"deadly","text":"Ends every process."}')
  for (let death = 0; death < 5; death++) {
    const { receivedMessageItems } = await queue.receiveMessages({ visibilityTimeout: 30 })
    for (const { messageId, popReceipt, messageText } of receivedMessageItems) {
      await queue.updateMessage(messageId, popReceipt, messageText, 0) // visible again, as after its time
    }
  }
  startExample('scale/storage-queue.ts', environment(endpoint))
  await emptied()
  const { peekedMessageItems } = await poison.peekMessages()
  expect(peekedMessageItems.map(({ messageText }) => messageText).join('')).toContain('Five processes ended')
  expect(endpoint.asked.size).toBe(0)
})

it('keeps the key out of the storage, which holds the prompts', () => {
  const files = globSync('**/*', { cwd: azurite().folder, withFileTypes: true }).filter((file) => file.isFile())
  const stored = files.map((file) => readFileSync(join(file.parentPath, file.name), 'latin1')).join('\n')
  expect(stored).toContain('Answer to Summarize')
  expect(stored).not.toContain(key)
})
