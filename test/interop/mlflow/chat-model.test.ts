import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { AzureMLEndpointClient, EndpointError, FormatError } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { outcomeOf, type Question, streamedOutcomeOf } from '../chat-clients/chat-client.ts'
import { chatClients } from '../chat-clients/chat-clients.ts'
import { useModel } from './use-model.ts'

const formatter = new CustomOpenAIChatContentFormatter()
const question = (url: string, text: string, rest: Partial<Question> = {}): Question => {
  return { url: `${url}/invocations`, apiType: 'serverless', formatter, text, ...rest }
}
const city = { type: 'object', properties: { city: { type: 'string', description: 'A city.' } }, required: ['city'] }
const weather = { name: 'weather', description: 'Tells the weather.', parameters: city }

describe('a chat model at /invocations', () => {
  const server = useModel('chat', 'mlflow')
  const ask = async (asked: Question, client = chatClients[0]!): Promise<unknown> =>
    JSON.parse((await client.ask(asked)).text)

  describe.each(chatClients)('for $name', (client) => {
    it('gets the text as it is, and its answer has the usage', async () => {
      const text = 'Grüße, "世界"\n\\ 🙂'
      const answer = await client.ask(question(server().url, text))
      expect(JSON.parse(answer.text)).toMatchObject({ roles: ['user'], last: text })
      expect([answer.inputTokens, answer.outputTokens]).toEqual([3, 4])
    })

    it('gets the parameters that it declares', async () => {
      const asked = question(server().url, 'x', { maxTokens: 5, temperature: 1, stop: ['a', 'b'] })
      const seen = { max_tokens: 5, temperature: 1, stop: ['a', 'b'] }
      expect(await ask({ ...asked, modelKwargs: { top_p: 0.5, custom_inputs: { a: 'b' } } }, client)).toMatchObject({
        ...seen,
        top_p: 0.5,
        custom_inputs: { a: 'b' },
      })
    })

    it('calls a tool', async () => {
      const answer = await client.ask(question(server().url, 'x', { tools: [weather] }))
      expect(answer.toolCalls).toEqual([{ name: 'weather', args: { city: 'Oslo' } }])
    })

    it('raises: MLflow says so with 400 and a stack trace, which the message leaves out', async () => {
      const error = (await outcomeOf(client, question(server().url, 'raise'))) as EndpointError
      expect(error).toBeInstanceOf(EndpointError)
      expect(error).toMatchObject({ status: 400, code: 'BAD_REQUEST', retryable: false })
      expect(error.message).toContain('Encountered an unexpected error while evaluating the model')
      expect(error.message).not.toContain('Traceback')
      expect(JSON.stringify(error.body)).toContain('ValueError: The model failed.')
    })

    it('answers a stream whole, in one chunk', async () => {
      const { texts, error } = await streamedOutcomeOf(client, question(server().url, 'x'))
      expect(error).toBeUndefined()
      expect(texts.map((text) => (JSON.parse(text) as { last: string }).last)).toEqual(['x'])
    })

    it('answers 32 calls at once, each with its own answer', async () => {
      const texts = Array.from({ length: 32 }, (_, index) => `call ${index}`)
      const answers = await Promise.all(texts.map((text) => ask(question(server().url, text), client)))
      expect(answers).toMatchObject(texts.map((last) => ({ last })))
    })
  })

  it('gets a tool loop', async () => {
    const client = new AzureMLEndpointClient({ ...options(server().url), contentFormatter: formatter })
    const { text } = await client.chat({
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Weather?' },
        {
          role: 'assistant',
          content: '',
          toolCalls: [{ id: 'call_1', name: 'weather', arguments: '{"city":"Oslo"}' }],
        },
        { role: 'tool', toolCallId: 'call_1', content: '18 degrees' },
      ],
      tools: [weather],
    })
    expect(JSON.parse(text)).toMatchObject({ roles: ['system', 'user', 'assistant', 'tool'], last: '18 degrees' })
  })

  it('drops parameters that it does not declare', async () => {
    expect(await ask(question(server().url, 'x', { seed: 7, modelKwargs: { other: { a: 1 } } }))).not.toHaveProperty(
      'seed',
    )
  })

  it('refuses content in parts, which are sent as parts', async () => {
    const client = new AzureMLEndpointClient({ ...options(server().url), contentFormatter: formatter, maxRetries: 0 })
    const content = [{ type: 'text', text: 'a' }] as const
    const failure = await client.chat({ messages: [{ role: 'user', content }] }).catch((error: unknown) => error)
    expect(failure).toMatchObject({ status: 400, message: expect.stringContaining('Failed to enforce schema') })
  })
})

describe('an agent at /invocations', () => {
  const server = useModel('agent', 'mlflow')

  it.each(chatClients)(
    'answers $name with messages of its own form, which is a mistake of the formatter',
    async (client) => {
      const error = await outcomeOf(client, question(server().url, 'x'))
      expect(error).toBeInstanceOf(FormatError)
      expect(JSON.stringify((error as FormatError).payload)).toContain('An answer.')
    },
  )
})

function options(url: string) {
  return { endpointUrl: `${url}/invocations`, endpointApiKey: 'any', endpointApiType: 'serverless' } as const
}
