import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { AzureMLEndpointClient, type ChatChunk, EndpointError } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { CustomOpenAIContentFormatter } from '@azureml-endpoints/formatters-text-generation'
import { AzureMLOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { embedMany } from 'ai'
import { describe, expect, it } from 'vitest'
import { outcomeOf, type Question, streamedOutcomeOf } from '../chat-clients/chat-client.ts'
import { chatClients } from '../chat-clients/chat-clients.ts'
import { abortAtFirstText, cancelledTasks } from './abort.ts'
import { useEngine } from './use-engine.ts'

const formatter = new CustomOpenAIChatContentFormatter()

describe('a chat model', () => {
  const server = useEngine('qwen', 'chat')
  const question = (rest: Partial<Question> = {}): Question => {
    return { url: `${server().url}/v1/chat/completions`, formatter, text: 'Hello', maxTokens: 8, seed: 1, ...rest }
  }
  const core = () => {
    const endpoint = { endpointUrl: question().url, endpointApiKey: 'any', contentFormatter: formatter }
    return new AzureMLEndpointClient({ ...endpoint, maxRetries: 0 })
  }
  const messages = [{ role: 'user', content: 'Hello' }] as const

  describe.each(chatClients)('for $name', (client) => {
    it('answers with as many tokens as were asked for', async () => {
      const { inputTokens, outputTokens } = await client.ask(question())
      expect(outputTokens).toBe(8)
      expect(inputTokens).toBeGreaterThan(20)
    })

    it('streams the same answer as it gives whole', async () => {
      const deterministic = question({ temperature: 0, maxTokens: 40 })
      const [whole, { texts, error }] = [
        await client.ask(deterministic),
        await streamedOutcomeOf(client, deterministic),
      ]
      expect(error).toBeUndefined()
      expect(texts.join('')).toBe(whole.text)
    })

    it('answers in JSON by a schema', async () => {
      const schema = {
        type: 'object',
        properties: { city: { type: 'string', enum: ['Oslo', 'Rome'] }, warm: { type: 'boolean' } },
        required: ['city', 'warm'],
        additionalProperties: false,
      }
      const { text } = await client.ask(question({ schema, maxTokens: 300 }))
      expect(JSON.parse(text)).toEqual({ city: expect.stringMatching(/Oslo|Rome/), warm: expect.any(Boolean) })
    })

    it('says that the conversation is too long', async () => {
      const error = await outcomeOf(client, question({ text: 'x '.repeat(3000) }))
      expect(error).toBeInstanceOf(EndpointError)
      expect(error).toMatchObject({ status: 400, code: 'exceed_context_size_error', retryable: false })
      expect((error as EndpointError).message).toContain('exceeds the available context size (2048 tokens)')
    })

    it('says what is wrong with a parameter', async () => {
      const error = await outcomeOf(client, question({ modelKwargs: { top_p: 'high' } }))
      expect(error).toMatchObject({
        status: 400,
        code: 'invalid_request_error',
        message: expect.stringContaining('top_p'),
      })
    })

    it('ends on the server when the call is aborted', async () => {
      const before = cancelledTasks(server())
      await abortAtFirstText(client, question({ maxTokens: 1900, modelKwargs: endless }))
      await expect.poll(() => cancelledTasks(server())).toBeGreaterThan(before)
    })

    it('answers 32 calls at once', async () => {
      const calls = Array.from({ length: 32 }, (_, index) =>
        question({ text: `Call ${index}`, maxTokens: 4 + (index % 4), modelKwargs: endless }),
      )
      const answers = await Promise.all(calls.map((call) => client.ask(call)))
      expect(answers.map((answer) => answer.outputTokens)).toEqual(calls.map(({ maxTokens }) => maxTokens))
    })
  })

  it('gives log probabilities, whole and streamed', async () => {
    const request = { messages, maxTokens: 3, logprobs: true, topLogprobs: 2, modelKwargs: letters }
    const { logprobs } = await core().chat(request)
    const tokens = (value: unknown): readonly { top_logprobs: unknown[] }[] =>
      (value as { content: { top_logprobs: unknown[] }[] } | undefined)?.content ?? []
    expect(tokens(logprobs).map((token) => token.top_logprobs.length)).toEqual([2, 2, 2])
    let streamed = 0
    for await (const chunk of core().stream(request)) streamed += tokens(chunk.logprobs).length
    expect(streamed).toBe(3)
  })

  it('tells the reason once, and the usage and the model of a stream', async () => {
    const chunks: ChatChunk[] = []
    for await (const chunk of core().stream({ messages, maxTokens: 3, modelKwargs: letters })) chunks.push(chunk)
    expect(chunks.flatMap(({ finishReason }) => finishReason ?? [])).toEqual(['length'])
    expect(chunks.flatMap(({ usage }) => usage?.outputTokens ?? [])).toEqual([3])
    expect(chunks.find(({ model }) => model !== undefined)?.model).toMatch(/tiny-qwen/)
  })

  it('completes a prompt', async () => {
    const endpoint = { endpointUrl: `${server().url}/v1/completions`, endpointApiKey: 'any' }
    const contentFormatter = new CustomOpenAIContentFormatter()
    const model = new AzureMLOnlineEndpoint({ ...endpoint, contentFormatter, maxTokens: 5, seed: 1, temperature: 0 })
    const whole = await model.invoke('Once')
    let streamed = ''
    for await (const piece of await model.stream('Once')) streamed += piece
    expect(streamed).toBe(whole)
  })

  it('has no route of another name, and no embeddings', async () => {
    const url = server().url
    const failure = await outcomeOf(chatClients[0]!, question({ url: `${url}/nowhere`, apiType: 'serverless' }))
    expect(failure).toMatchObject({ status: 404, code: 'not_found_error' })
    const client = new AzureMLEndpointClient({
      endpointUrl: `${url}/v1/embeddings`,
      endpointApiKey: 'any',
      contentFormatter: formatter,
    })
    await expect(client.embed({ values: ['a'] })).rejects.toMatchObject({ status: 501, retryable: false })
  })
})

/** Without the token that ends an answer, answers are as long as they may be. */
const endless = { logit_bias: { 2: -100 } }

/** A token whose bytes are no character yet is held back by the server, together with its log probability. */
const letters = { grammar: 'root ::= [a-z ]+' }

describe('an embedding model', () => {
  const server = useEngine('qwen', 'embeddings')
  const endpoint = () => ({ endpointUrl: `${server().url}/v1/embeddings`, endpointApiKey: 'any' })

  it('answers core and the AI SDK alike', async () => {
    const values = ['one', 'two words', 'Grüße']
    const client = new AzureMLEndpointClient({ ...endpoint(), contentFormatter: formatter })
    const { embeddings, usage } = await client.embed({ values })
    expect(embeddings.map((embedding) => embedding.length)).toEqual([64, 64, 64])
    expect(usage?.inputTokens).toBeGreaterThan(10)
    const model = createAzureML(endpoint()).embeddingModel()
    expect((await embedMany({ model, values })).embeddings).toEqual(embeddings)
  })
})
