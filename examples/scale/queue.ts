// A bulk job in one process on p-queue: each result is saved at once, and the next run asks only for what is missing.

import { appendFile, readFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { AzureMLEndpointClient, AzureMLError, EndpointError, toStoredAnswer } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import PQueue from 'p-queue'

const file = process.env['RESULTS_FILE'] ?? 'results.jsonl'
const lock = new DatabaseSync(`${file}.lock`) // a second process fails here; the system unlocks it even after a crash
lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')

const client = new AzureMLEndpointClient({ contentFormatter: CustomOpenAIChatContentFormatter, maxRetries: 5 })
const queue = new PQueue({ concurrency: 4, interval: 60_000, intervalCap: 1000 }) // the quota, in requests per minute
const documents = Array.from({ length: 10 }, (_, number) => ({ id: `document-${number}`, text: `Text ${number}.` }))
const done = new Set((await readFile(file, 'utf8').catch(() => '')).split('\n').map(idOf))
const missing = documents.filter(({ id }) => !done.has(id))

/** The id in a saved line; a crash may have cut the last line short. */
function idOf(line: string): string | undefined {
  try {
    return (JSON.parse(line) as { id: string }).id
  } catch {
    return undefined
  }
}

async function summarize({ id, text }: (typeof documents)[number]): Promise<void> {
  try {
    const answer = await client.chat({ messages: [{ role: 'user', content: `Summarize: ${text}` }] })
    await save({ id, answer: toStoredAnswer(answer) })
  } catch (error) {
    if (!AzureMLError.isInstance(error) || isForAll(error)) throw error
    console.log(`${id}: ${error.message}`)
    const retryable = EndpointError.isInstance(error) && error.retryable
    if (!retryable) await save({ id, error }) // would fail again, so the next run skips it
  }
}

/** A wrong key or URL fails every document, so it ends the run. */
function isForAll(error: AzureMLError): boolean {
  return EndpointError.isInstance(error) && [401, 403, 404].includes(error.modelStatus ?? error.status ?? 0)
}

/** Appends a line. It begins with a line break, so that it never continues a line cut short. */
async function save(result: object): Promise<void> {
  await appendFile(file, `\n${JSON.stringify(result)}`)
}

await queue.addAll(missing.map((document) => () => summarize(document)))
console.log(`${missing.length} asked`)
lock.close()
