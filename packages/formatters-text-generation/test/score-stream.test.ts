import { AzureMLEndpointClient, FormatError } from '@azureml-endpoints/core'
import { fakeFetch, sse } from '@azureml-endpoints/core/testing'
import { describe, expect, it } from 'vitest'
import {
  CustomOpenAIContentFormatter,
  DollyContentFormatter,
  GPT2ContentFormatter,
  HFContentFormatter,
  MLflowContentFormatter,
} from '../src/index.ts'

const formatters = [
  CustomOpenAIContentFormatter,
  DollyContentFormatter,
  GPT2ContentFormatter,
  HFContentFormatter,
  MLflowContentFormatter,
]

describe.each(formatters.map((one) => [one.name, one] as const))(
  '%s on a /score that streams',
  (_name, contentFormatter) => {
    const call = async (response: Response | string): Promise<{ text: string; pieces: number; reason: unknown }> => {
      const client = new AzureMLEndpointClient({
        endpointUrl: 'https://my-ep.westeurope.inference.ml.azure.com/score',
        endpointApiKey: 'a-key',
        contentFormatter,
        fetch: fakeFetch(response),
      })
      const read = { text: '', pieces: 0, reason: undefined as unknown }
      for await (const chunk of client.stream({ messages: [{ role: 'user', content: 'The sea is' }] })) {
        read.text += chunk.text ?? ''
        if (chunk.text !== undefined) read.pieces += 1
        read.reason = chunk.finishReason ?? read.reason
      }
      return read
    }

    it.each<[string, readonly unknown[], unknown]>([
      ['output', [{ output: 'wi' }, { output: 'de' }], 'stop'],
      ['generated_text', [{ generated_text: 'wi' }, { generated_text: 'de' }], 'stop'],
      ['lists', [[{ '0': 'wi' }], [{ '0': 'de' }]], 'stop'],
      ['plain text', ['wi', 'de'], 'stop'],
      ['a reason at the end', [{ output: 'wi' }, { output: 'de' }, { finish_reason: 'length' }], 'length'],
      ['a mark at the end', [{ output: 'wi' }, { output: 'de' }, '[DONE]'], 'stop'],
    ])('reads %s', async (_what, events, reason) => {
      expect(await call(sse(events))).toEqual({ text: 'wide', pieces: 2, reason })
    })

    it('reads plain text that looks like other things', async () => {
      expect((await call(sse(['a', ' [', 1, ']', '{', 'x}', ' true']))).text).toBe('a [1]{x} true')
    })

    it('reads JSON lines', async () => {
      const headers = { 'content-type': 'application/x-ndjson' }
      const lines = '{"output":"wi"}\n{"output":"de"}\n'
      expect(await call(new Response(lines, { headers }))).toEqual({ text: 'wide', pieces: 2, reason: 'stop' })
    })

    it('still reads a whole answer', async () => {
      expect(await call(Response.json({ output: 'wide' }))).toEqual({ text: 'wide', pieces: 1, reason: 'stop' })
    })

    it.each<[string, readonly unknown[]]>([
      ['a chat completion', [{ choices: [{ delta: { content: 'wide' } }] }]],
      [
        'a chat completion that counts in every event',
        [{ choices: [{ delta: { content: 'wide' } }], usage: { completion_tokens: 1 } }],
      ],
      ['metadata alone', [{ finish_reason: 'stop' }]],
      ['counts alone', [{ usage: { prompt_tokens: 3, completion_tokens: 1 } }, '[DONE]']],
      ['broken JSON', ['{"output": "wi']],
    ])('takes %s for no answer', async (_what, events) => {
      await expect(call(sse(events))).rejects.toThrow(FormatError)
    })
  },
)

it('emits a stream without the prompt that it begins with, where the image repeats it', async () => {
  const events = ['User: The sea is', '\n\nAssistant:', ' wide'].map((output) => ({ output }))
  const read = new HFContentFormatter().codecs.dedicated.openStream({ inputs: ['User: The sea is\n\nAssistant:'] })
  const texts = [...events, undefined].map((event) => read(event)?.text)
  expect(texts.join('')).toBe(' wide')
})
