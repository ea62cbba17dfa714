import { AzureMLEndpointClient, type ContentFormatterBase } from '@azureml-endpoints/core'
import { fakeFetch, sse } from '@azureml-endpoints/core/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CustomOpenAIContentFormatter,
  DollyContentFormatter,
  GPT2ContentFormatter,
  HFContentFormatter,
  MLflowContentFormatter,
  TGIContentFormatter,
} from '../src/index.ts'

/** A deployment: what it answers whole and as a stream, for the words of its model, which may be any. */
interface Deployment {
  readonly formatter: (options: { readonly stripPrompt?: boolean }) => ContentFormatterBase
  readonly path: string
  /** The parameter that asks for the prompt, or for none. */
  readonly parameter: 'return_full_text' | 'echo'
  /** Whether the image repeats the prompt if the request does not say. */
  readonly echoes: boolean
  readonly whole: (text: string) => unknown
  /** The pieces of an answer and of its echo; absent if the image cannot stream. */
  readonly events?: (pieces: readonly string[], echo: string) => readonly (object | string)[]
}

const tokens = (pieces: readonly string[], echo: string): object[] => [
  ...pieces.map((text) => ({ token: { text, special: false }, generated_text: null, details: null })),
  {
    token: { text: '</s>', special: true },
    generated_text: echo + pieces.join(''),
    details: { finish_reason: 'eos_token' },
  },
]
const choices = (pieces: readonly string[], echo: string): (object | string)[] => [
  ...[...(echo === '' ? [] : [echo]), ...pieces].map((text) => ({
    choices: [{ index: 0, text, finish_reason: null }],
  })),
  { choices: [{ index: 0, text: '', finish_reason: 'stop' }] },
  '[DONE]',
]
const list = (text: string): unknown => [{ '0': text }]
const fullText = { path: '/score', parameter: 'return_full_text' } as const
const tgi = {
  formatter: () => new TGIContentFormatter(),
  parameter: 'return_full_text',
  echoes: false,
  events: tokens,
} as const

const deployments: Readonly<Record<string, Deployment>> = {
  'the classic image': {
    formatter: (options) => new CustomOpenAIContentFormatter(options),
    ...fullText,
    echoes: true,
    whole: list,
  },
  'the newer image': {
    formatter: (options) => new CustomOpenAIContentFormatter(options),
    ...fullText,
    echoes: false,
    whole: (text) => ({ output: [text], finish_reason: 'stop' }),
  },
  gpt2: { formatter: (options) => new GPT2ContentFormatter(options), ...fullText, echoes: true, whole: list },
  dolly: {
    formatter: (options) => new DollyContentFormatter(options),
    ...fullText,
    echoes: false,
    whole: (text) => [text],
  },
  'a pipeline': {
    formatter: (options) => new HFContentFormatter(options),
    ...fullText,
    echoes: true,
    whole: (text) => [[{ generated_text: text }]],
  },
  mlflow: {
    formatter: (options) => new MLflowContentFormatter(options),
    ...fullText,
    echoes: true,
    whole: (text) => [text],
  },
  'an mlflow table': {
    formatter: (options) => new MLflowContentFormatter({ ...options, input: 'pandas-split' }),
    ...fullText,
    echoes: true,
    whole: list,
  },
  'TGI at /generate': { ...tgi, path: '/generate', whole: (text) => ({ generated_text: text }) },
  'TGI at /': { ...tgi, path: '/', whole: (text) => [{ generated_text: text }] },
  completions: {
    formatter: (options) => new CustomOpenAIContentFormatter(options),
    path: '/v1/completions',
    parameter: 'echo',
    echoes: false,
    whole: (text) => ({ choices: [{ index: 0, text, finish_reason: 'stop' }] }),
    events: choices,
  },
}

interface Answers {
  readonly whole: string
  readonly streamed: string
}

interface Asked {
  readonly prompt: string
  readonly modelKwargs: Readonly<Record<string, unknown>>
  readonly stripPrompt?: boolean
}

/** Gets the same answer whole and as a stream. */
async function answersOf(
  deployment: Deployment,
  asked: Asked,
  answer: { pieces: readonly string[]; echo: string },
): Promise<Answers> {
  const { prompt, modelKwargs, stripPrompt } = asked
  const { pieces, echo } = answer
  const request = { messages: [{ role: 'user', content: prompt }], modelKwargs } as const
  const whole = fakeFetch(deployment.whole(echo + pieces.join('')))
  const events = deployment.events?.(pieces, echo)
  const stream = events === undefined ? whole : fakeFetch(sse([...events]))
  const formatter = deployment.formatter(stripPrompt === undefined ? {} : { stripPrompt })
  let streamed = ''
  for await (const { text } of clientOf(deployment, formatter, stream).stream(request)) streamed += text ?? ''
  return { whole: (await clientOf(deployment, formatter, whole).chat(request)).text, streamed }
}

function clientOf(
  { path }: Deployment,
  contentFormatter: ContentFormatterBase,
  fetch: typeof globalThis.fetch,
): AzureMLEndpointClient {
  const endpointUrl = `https://my-ep.westeurope.inference.ml.azure.com${path}`
  const endpointApiType = path.endsWith('/completions') ? 'serverless' : 'dedicated'
  return new AzureMLEndpointClient({
    endpointUrl,
    endpointApiType,
    endpointApiKey: 'a-key',
    deploymentName: '',
    contentFormatter,
    fetch,
  })
}

/** Prompts, and pieces of answers that often begin with the prompt, or with a part of it. */
const cases = fc
  .tuple(
    fc.string({ minLength: 1, maxLength: 8 }),
    fc.array(fc.string({ maxLength: 5 }), { maxLength: 5 }),
    fc.nat(8),
    fc.boolean(),
  )
  .map(([prompt, rest, cut, repeats]) => {
    const beginning = repeats ? prompt : prompt.slice(0, cut)
    const middle = Math.min(cut, beginning.length)
    return {
      prompt,
      pieces: [beginning.slice(0, middle), beginning.slice(middle), ...rest].filter((piece) => piece !== ''),
    }
  })
  .filter(({ pieces }) => pieces.length > 0)

describe.each(Object.entries(deployments))('%s', (_name, deployment) => {
  const { parameter, echoes } = deployment

  it('loses no word if the request asks for no echo, and there is none', async () => {
    const property = fc.asyncProperty(
      cases,
      fc.constantFrom(undefined, true, false),
      async ({ prompt, pieces }, stripPrompt) => {
        const asked = { prompt, modelKwargs: { [parameter]: false }, ...(stripPrompt !== undefined && { stripPrompt }) }
        const text = pieces.join('')
        expect(await answersOf(deployment, asked, { pieces, echo: '' })).toEqual({ whole: text, streamed: text })
      },
    )
    await fc.assert(property)
  })

  it('keeps the echo that the request asks for', async () => {
    // TGI's tokens do not repeat the prompt, even then.
    const property = fc.asyncProperty(cases, async ({ prompt, pieces }) => {
      const text = prompt + pieces.join('')
      const asked = { prompt, modelKwargs: { [parameter]: true } }
      expect(await answersOf(deployment, asked, { pieces, echo: prompt })).toEqual({ whole: text, streamed: text })
    })
    await fc.assert(property)
  })

  it('removes the echo only where the image has one', async () => {
    const property = fc.asyncProperty(cases, async ({ prompt, pieces }) => {
      const text = pieces.join('')
      const answer = { pieces, echo: echoes ? prompt : '' }
      expect(await answersOf(deployment, { prompt, modelKwargs: {} }, answer)).toEqual({ whole: text, streamed: text })
    })
    await fc.assert(property)
  })

  it('keeps an answer that only begins like the prompt, whatever the options', async () => {
    const others = cases.filter(({ prompt, pieces }) => !pieces.join('').startsWith(prompt))
    const property = fc.asyncProperty(others, fc.boolean(), async ({ prompt, pieces }, stripPrompt) => {
      const text = pieces.join('')
      const asked = { prompt, modelKwargs: {}, stripPrompt }
      expect(await answersOf(deployment, asked, { pieces, echo: '' })).toEqual({ whole: text, streamed: text })
    })
    await fc.assert(property)
  })

  it.skipIf(deployment.path.startsWith('/generate') || deployment.path === '/')(
    'removes it if the option says so, and never otherwise',
    async () => {
      const property = fc.asyncProperty(cases, async ({ prompt, pieces }) => {
        const text = pieces.join('')
        const removed = await answersOf(
          deployment,
          { prompt, modelKwargs: {}, stripPrompt: true },
          { pieces, echo: prompt },
        )
        expect(removed).toEqual({ whole: text, streamed: text })
        const kept = await answersOf(deployment, { prompt, modelKwargs: {}, stripPrompt: false }, { pieces, echo: '' })
        expect(kept).toEqual({ whole: text, streamed: text })
      })
      await fc.assert(property)
    },
  )
})
