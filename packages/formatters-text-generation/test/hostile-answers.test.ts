import { describe, expect, it } from 'vitest'
import {
  hostileAnswers,
  type HostileExchange,
  hostileValues,
  problemWith,
} from '../../formatters-openai/test/hostile-json.ts'
import {
  CustomOpenAIContentFormatter,
  HFContentFormatter,
  PromptFlowContentFormatter,
  TGIContentFormatter,
} from '../src/index.ts'

const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }
const whole: HostileExchange[] = [
  { name: 'a list', apiType: 'dedicated', response: [{ '0': { generated_text: 'words' } }] },
  {
    name: 'an envelope',
    apiType: 'dedicated',
    response: { output: ['words'], finish_reason: 'stop', usage, id: 'c', model: 'm' },
  },
  {
    name: 'details',
    apiType: 'dedicated',
    response: { generated_text: 'words', details: { finish_reason: 'eos_token', generated_tokens: 3 } },
  },
]
const completion = { id: 'c', model: 'm', choices: [{ text: 'words', finish_reason: 'stop' }], usage }
const tokens = [
  { token: { text: 'words', special: false } },
  { token: { text: '' }, details: { finish_reason: 'length', generated_tokens: 3 } },
]
const formatters = [
  { formatter: new HFContentFormatter(), exchanges: whole },
  {
    formatter: new TGIContentFormatter(),
    exchanges: [...whole, { name: 'tokens', apiType: 'dedicated', events: tokens } as const],
  },
  {
    formatter: new PromptFlowContentFormatter(),
    exchanges: [
      {
        name: 'a flow',
        apiType: 'dedicated',
        response: { answer: 'words', url: [] },
        events: [{ url: [] }, { answer: 'words' }],
      } as const,
    ],
  },
  {
    formatter: new CustomOpenAIContentFormatter(),
    exchanges: [
      ...whole,
      { name: 'a completion', apiType: 'serverless', response: completion, events: [completion, '[DONE]'] } as const,
    ],
  },
]

describe.each(Object.entries(hostileValues))('%s anywhere in a response', (_name, json) => {
  it.each(formatters)(
    'returns a well-formed response or throws an error of this library: $formatter.name',
    async (tested) => {
      const problems: string[] = []
      for (const answer of hostileAnswers(tested.exchanges, json)) {
        const problem = await problemWith(tested.formatter, answer)
        if (problem !== undefined) problems.push(`${answer.place}: ${problem}`)
      }
      expect(problems).toEqual([])
    },
  )
})

it('a response without text is described in a few printable characters', () => {
  const { parseResponse } = new HFContentFormatter().codecs.dedicated
  for (const body of [{ ['\u001B[2J\r\n\u009B']: 1 }, '\u001B[2J\r\n', Array.from({ length: 100_000 }, () => 1)]) {
    const read = (): unknown => parseResponse(body, undefined)
    expect(read).toThrow(/^Expected generated text, but the body is [^\p{Cc}]{1,300}$/u)
  }
})
