import {
  type AzureMLEndpointApiType,
  AzureMLEndpointClient,
  AzureMLError,
  type ContentFormatterBase,
} from '../../packages/core/src/index.ts'
import { describe, expect, it, vi } from 'vitest'
import type { Answer } from './answer.ts'
import { everyFormatter } from './every-formatter.ts'
import { answers } from './recorded-answers.ts'

vi.spyOn(console, 'warn').mockImplementation(() => {})

const all = answers()
const formatters = [...(await everyFormatter())]

/** What a client made of an answer. */
interface Reading {
  readonly text: string
  readonly reasoning: string
  readonly calls: readonly string[]
}

describe.each(formatters)('%s', (_name, Formatter) => {
  const formatter = new Formatter()
  const apiTypes = Object.keys(formatter.codecs) as AzureMLEndpointApiType[]

  it.each(apiTypes)('reads an answer of any server right on %s, or refuses it', async (apiType) => {
    const wrong: string[] = []
    for (const answer of all) {
      for (const method of ['chat', 'stream'] as const) {
        const problem = await problemWith({ formatter, apiType, method }, answer)
        if (problem !== undefined) wrong.push(`${answer.name}, ${method}(): ${problem}`)
      }
    }
    expect(wrong).toEqual([])
  })
})

describe('the check itself', () => {
  it('has formatters and answers of every kind', () => {
    expect(formatters.length).toBeGreaterThan(9)
    expect(all.length).toBeGreaterThan(80)
    expect(new Set(all.map(({ contentType }) => contentType)).size).toBe(3)
  })

  it('finds an empty and a partial answer', async () => {
    const answer = all.find(({ name }) => name === 'completions') as Answer
    for (const text of ['', 'To the']) {
      const reads = { formatRequest: () => ({}), parseResponse: () => ({ text }) }
      const formatter = { name: 'wrong', codecs: { dedicated: reads } }
      expect(await problemWith({ formatter, apiType: 'dedicated', method: 'chat' }, answer)).toContain('became')
    }
  })
})

interface Way {
  readonly formatter: ContentFormatterBase
  readonly apiType: AzureMLEndpointApiType
  readonly method: 'chat' | 'stream'
}

async function problemWith(way: Way, answer: Answer): Promise<string | undefined> {
  let read: Reading
  try {
    read = await readingOf(way, answer)
  } catch (error) {
    return error instanceof AzureMLError ? undefined : `a raw ${String(error)}`
  }
  return isRight(read, answer) ? undefined : `became ${JSON.stringify(read)}`
}

/** A formatter that does not separate the reasoning may leave it in the text. */
function isRight({ text, calls }: Reading, answer: Answer): boolean {
  if (answer.text === undefined) return calls.length > 0 || (text !== '' && isSaidIn(text, answer.body))
  const isSame = text === answer.text || (text.includes('<think>') && text.endsWith(answer.text))
  return isSame && JSON.stringify(calls) === JSON.stringify(answer.calls)
}

/** Whether a text is all of a string in a body, or is spread over the events of a stream. */
function isSaidIn(text: string, body: string): boolean {
  return body.startsWith('data:') || body.includes(JSON.stringify(text))
}

async function readingOf({ formatter, apiType, method }: Way, answer: Answer): Promise<Reading> {
  const client = new AzureMLEndpointClient({
    endpointUrl: apiType === 'dedicated' ? 'https://x.test/score' : 'https://x.test/v1/chat/completions',
    endpointApiType: apiType,
    endpointApiKey: 'made-up-key',
    contentFormatter: formatter,
    maxRetries: 0,
    fetch: async () => new Response(answer.body, { headers: { 'content-type': answer.contentType } }),
  })
  const request = { messages: [{ role: 'user', content: 'Where to?' }] } as const
  if (method === 'chat') {
    const { text, reasoning = '', toolCalls } = await client.chat(request)
    return { text, reasoning, calls: toolCalls.map(({ name, arguments: json }) => `${name} ${json}`) }
  }
  const calls: string[] = []
  let [text, reasoning] = ['', '']
  for await (const chunk of client.stream(request)) {
    text += chunk.text ?? ''
    reasoning += chunk.reasoning ?? ''
    for (const { index, name, arguments: json = '' } of chunk.toolCalls ?? []) {
      calls[index] = (calls[index] ?? '') + (name === undefined ? json : `${name} ${json}`)
    }
  }
  return { text, reasoning, calls }
}
