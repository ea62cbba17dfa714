import type { ChatStreamReader, ContentCodec } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { type SizedWork, tooFastGrowth } from '../../core/test/growth.ts'
import {
  chatTemplates,
  CustomOpenAIContentFormatter,
  HFContentFormatter,
  PromptFlowContentFormatter,
  TGIContentFormatter,
} from '../src/index.ts'

const { dedicated } = new HFContentFormatter().codecs
const { serverless } = new CustomOpenAIContentFormatter({ stripPrompt: true }).codecs
const tgi = new TGIContentFormatter().codecs.dedicated
const flow = new PromptFlowContentFormatter().codecs.dedicated
const context = { apiType: 'dedicated', stream: false, url: new URL('https://x.test/score'), modelKwargs: {} } as const
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

function streaming(open: (size: number) => ChatStreamReader, events: (size: number) => readonly object[]): SizedWork {
  return (size) => {
    const made = events(size)
    return () => {
      const read = open(size)
      for (const event of [...made, undefined]) read(event)
    }
  }
}

function reading(
  codec: ContentCodec,
  body: (size: number) => unknown,
  sent: (size: number) => unknown = () => ({}),
): SizedWork {
  return (size) => {
    const made = body(size)
    const asked = sent(size)
    return () => {
      try {
        return codec.parseResponse(made, asked)
      } catch (error) {
        return String(error)
      }
    }
  }
}

function nested(depth: number, key: string): unknown {
  let value: unknown = 'text'
  for (let level = 0; level < depth; level += 1) value = { [key]: value }
  return value
}

const cases: Record<string, SizedWork> = {
  'a response that repeats a long prompt': reading(
    dedicated,
    (size) => [{ generated_text: 'a'.repeat(size) }],
    (size) => ({ inputs: ['a'.repeat(size)] }),
  ),
  'a completion that repeats a long prompt': reading(
    serverless,
    (size) => ({ choices: [{ text: 'a'.repeat(size) }] }),
    (size) => ({ prompt: 'a'.repeat(size - 1) + 'b' }),
  ),
  'a response to many parameters': reading(
    dedicated,
    () => [{ generated_text: 'a' }],
    (size) => ({ parameters: Object.fromEntries(many(size, (index) => [`p${index}`, {}])) }),
  ),
  'a response without text': reading(dedicated, (size) => many(size, () => ({ a: '\u001b' }))),
  'a response with a long text under an unknown key': reading(dedicated, (size) => ({ a: '"'.repeat(size) })),
  'a deeply nested response': reading(dedicated, (size) => nested(size, 'output')),
  'a response of white space': reading(dedicated, (size) => ' '.repeat(size)),
  'a response of white space and a bracket': reading(dedicated, (size) => `${' '.repeat(size)}[`),
  'a response of JSON text': reading(dedicated, (size) => JSON.stringify([{ generated_text: '\\'.repeat(size) }])),
  'a completion of many choices': reading(serverless, (size) => ({ choices: many(size, () => ({ text: 'a' })) })),
  'a stream of completions': streaming(
    () => serverless.openStream({}),
    (size) => many(size, () => ({ choices: [{ text: 'a' }] })),
  ),
  'a stream that repeats a long prompt in small pieces': streaming(
    (size) => serverless.openStream({ prompt: 'a'.repeat(size) }),
    (size) => many(size, () => ({ choices: [{ text: 'a' }] })),
  ),
  'a stream that differs from a long prompt at its end': streaming(
    (size) => serverless.openStream({ prompt: `${'a'.repeat(size - 1)}b` }),
    (size) => many(size, () => ({ choices: [{ text: 'a' }] })),
  ),
  'a stream of tokens': streaming(
    () => tgi.openStream({}),
    (size) => many(size, () => ({ token: { text: 'a' } })),
  ),
  'a stream of tokens after a long prompt': streaming(
    (size) => tgi.openStream({ inputs: 'a'.repeat(size), parameters: { return_full_text: true } }),
    (size) => many(size, () => ({ token: { text: 'a' } })),
  ),
  'a stream of a flow': streaming(
    () => flow.openStream({}),
    (size) => many(size, (index) => (index % 2 === 0 ? { answer: 'a' } : { [`other ${index}`]: index })),
  ),
  'a flow with many outputs': reading(flow, (size) => Object.fromEntries(many(size, (index) => [`o${index}`, index]))),
  'a response in many lists': reading(dedicated, (size) => JSON.parse('['.repeat(size) + ']'.repeat(size))),
}

const turns = Object.fromEntries(
  Object.keys(chatTemplates).map((chatTemplate): [string, SizedWork] => {
    const codec = new HFContentFormatter({ chatTemplate: chatTemplate as keyof typeof chatTemplates }).codecs.dedicated
    return [
      `a long conversation without assistant messages as ${chatTemplate}`,
      (size) => {
        const messages = many(size, (index) => ({ role: index % 3 === 0 ? 'system' : 'user', content: 'a' }) as const)
        return () => JSON.stringify(codec.formatRequest({ messages }, context)).length
      },
    ]
  }),
)

describe('twice the input takes less than three times the time', () => {
  it.each(Object.entries({ ...cases, ...turns }))('%s', async (_name, work) => {
    expect(await tooFastGrowth(work)).toBeUndefined()
  })
})
