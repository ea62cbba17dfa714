// A bulk job on p-queue: it saves each result immediately, and a second run processes only what is missing.

import { appendFile, readFile } from 'node:fs/promises'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import PQueue from 'p-queue'

const results = process.env['RESULTS_FILE'] ?? 'results.jsonl'
const client = new AzureMLEndpointClient({ contentFormatter: CustomOpenAIChatContentFormatter, maxRetries: 5 })
const queue = new PQueue({ concurrency: 4, interval: 60_000, intervalCap: 1000 }) // the quota, in requests per minute

const documents = Array.from({ length: 10 }, (_, number) => ({ id: `document-${number}`, text: `Text ${number}.` }))
const written = (await readFile(results, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '')
const done = new Set(written.map((line) => (JSON.parse(line) as { id: string }).id))
const missing = documents.filter(({ id }) => !done.has(id))

async function summarize({ id, text }: (typeof documents)[number]): Promise<void> {
  const answer = await client.chat({ messages: [{ role: 'user', content: `Summarize: ${text}` }] })
  await appendFile(results, `${JSON.stringify({ id, summary: answer.text, tokens: answer.usage?.totalTokens })}\n`)
}

const outcomes = await Promise.allSettled(missing.map((document) => queue.add(() => summarize(document))))
const failed = outcomes.filter(({ status }) => status === 'rejected').length
console.log(`${missing.length} asked, ${failed} failed`)
