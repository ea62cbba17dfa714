import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** A chat completion of our own. */
export const completion = {
  id: 'chat-1',
  object: 'chat.completion',
  model: 'made-up-1',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Grüße aus Köln' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 },
}

/** The same answer as the chunks of a stream. */
const chunks: readonly object[] = [
  chunk({ role: 'assistant', content: 'Grüße ' }, null),
  chunk({ content: 'aus Köln' }, null),
  chunk({}, 'stop'),
]

function chunk(delta: object, reason: string | null): object {
  return {
    id: 'chat-1',
    object: 'chat.completion.chunk',
    model: 'made-up-1',
    choices: [{ index: 0, delta, finish_reason: reason }],
  }
}

const text = JSON.stringify(completion)
const gzipped = gzipSync(text).toString('base64')
const sse = `${chunks.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')}data: [DONE]\n\n`
const url = 'https://api.example.com/v1/chat/completions'

/** One recording in each form that the script reads, by its file name; each has the answer above. */
export const recordings: Readonly<Record<string, string | Uint8Array>> = {
  'whole.json': text,
  'snapshot-of-answers.json': JSON.stringify([completion, completion]),
  'snapshot-of-chunks.json': JSON.stringify(chunks),
  'stream.sse': sse,
  'text.chunks.txt': chunks.map((event) => JSON.stringify(event)).join('\n'),
  'lines.jsonl': chunks.map((event) => JSON.stringify(event)).join('\n'),
  'python.yaml': pythonCassette(`string: ${JSON.stringify(text)}`),
  'python-gzip.yaml': pythonCassette(`string: !!binary |\n        ${gzipped}`),
  'python-packed.yaml.gz': gzipSync(pythonCassette(`string: ${JSON.stringify(sse)}`)),
  'parsed.yaml': `interactions:\n- request: {method: POST, uri: '${url}', parsed_body: {model: made-up-1}}\n  response: {status: {code: 200}, parsed_body: ${text}}\n`,
  'ruby.yml': `http_interactions:\n- request: {method: post, uri: '${url}'}\n  response:\n    status: {code: 200}\n    body: {encoding: ASCII-8BIT, base64_string: '${gzipped}'}\n`,
  'archive.har': JSON.stringify({
    log: { entries: [{ request: { url, postData: { text: '{}' } }, response: { status: 200, content: { text } } }] },
  }),
  'exchange.json': JSON.stringify({
    request: { method: 'POST', url, headers: {}, body: '{}' },
    response: { status: { code: 200 }, headers: {}, body: text },
  }),
}

function pythonCassette(body: string): string {
  return `interactions:\n- request: {body: '{}', method: POST, uri: '${url}'}\n  response:\n    body:\n      ${body}\n    status: {code: 200, message: OK}\nversion: 1\n`
}

/** Writes recordings to a temporary folder, each as a project of its own, and returns the folder. */
export function writeRecordings(files: Readonly<Record<string, string | Uint8Array | object>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'recordings-'))
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, `owner+${name.replace(/\..*/, '')}`, name)
    mkdirSync(dirname(file), { recursive: true })
    const isRaw = typeof content === 'string' || content instanceof Uint8Array
    writeFileSync(file, isRaw ? content : JSON.stringify(content))
  }
  return folder
}
