// A bulk job on BullMQ and Redis: run it as often as you like, on any machine; a killed process loses nothing.

import { AzureMLEndpointClient, AzureMLError, EndpointError, toStoredAnswer } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { Queue, UnrecoverableError, Worker } from 'bullmq'

const connection = { url: process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379' }
const client = new AzureMLEndpointClient({ contentFormatter: CustomOpenAIChatContentFormatter, maxRetries: 0 })

// All workers together send no more calls than this, however many run.
const queue = new Queue('summaries', { connection })
await queue.setGlobalRateLimit(Number(process.env['CALLS_PER_SECOND'] ?? 10), 1000)

// A job's id is the document's: adding it again does nothing.
const documents = Array.from({ length: 10 }, (_, number) => ({ id: `document-${number}`, text: `Text ${number}.` }))
const retries = { attempts: 5, backoff: { type: 'exponential', delay: 1000, jitter: 0.5 } }
await queue.addBulk(
  documents.map(({ id, text }) => ({ name: 'summarize', data: { text }, opts: { jobId: id, ...retries } })),
)

const worker = new Worker<{ text: string }>(
  'summaries',
  async ({ data }) => {
    try {
      const answer = await client.chat({ messages: [{ role: 'user', content: `Summarize: ${data.text}` }] })
      return toStoredAnswer(answer)
    } catch (error) {
      if (!AzureMLError.isInstance(error)) throw error
      const retryable = EndpointError.isInstance(error) && error.retryable
      if (!retryable) throw new UnrecoverableError(error.message) // goes to the failed jobs at once
      if (error.status !== 429 && error.modelStatus !== 429) throw error
      await worker.rateLimit(error.retryAfterMs ?? 1000) // all workers wait; this uses up no attempt
      throw Worker.RateLimitError()
    }
  },
  { connection, concurrency: 4, lockDuration: 10_000, stalledInterval: 5000, maxStalledCount: 10 },
)
process.once('SIGTERM', () => void worker.close().then(() => process.exit()))
