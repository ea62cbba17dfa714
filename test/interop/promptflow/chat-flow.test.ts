import { AzureMLEndpointClient, EndpointError, FormatError } from '@azureml-endpoints/core'
import { PromptFlowContentFormatter } from '@azureml-endpoints/formatters-text-generation'
import { describe, expect, it } from 'vitest'
import { outcomeOf, type Question, streamedOutcomeOf } from '../chat-clients/chat-client.ts'
import { chatClients } from '../chat-clients/chat-clients.ts'
import { useFlow } from './use-flow.ts'

const formatter = new PromptFlowContentFormatter()
const words = Array.from({ length: 12 }, (_, index) => `word${index}`)

describe.each(['flask', 'fastapi'] as const)('a chat flow with two outputs, served by %s', (engine) => {
  const server = useFlow('chat', engine)
  const question = (text: string, rest: Partial<Question> = {}): Question => {
    return { url: `${server().url}/score`, formatter, text, ...rest }
  }
  const core = () => {
    const endpoint = { endpointUrl: `${server().url}/score`, endpointApiKey: 'any' }
    return new AzureMLEndpointClient({ ...endpoint, contentFormatter: formatter, maxRetries: 0 })
  }

  describe.each(chatClients)('for $name', (client) => {
    it('gets the question as it is, and answers whole', async () => {
      const text = 'Grüße, "世界"\n\\ 🙂'
      expect((await client.ask(question(text))).text).toBe(text)
    })

    it('streams its answer piece by piece', async () => {
      const arrivals: number[] = []
      let text = ''
      for await (const piece of client.stream(question(words.join(' '), { modelKwargs: { pause: 0.05 } }))) {
        arrivals.push(performance.now())
        text += piece
      }
      expect(text).toBe(words.join(' '))
      expect((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)).toBeGreaterThan(300)
    })

    it.each(['whole', 'streamed'] as const)('tells what failed in a node: %s', async (way) => {
      const asked = question('raise')
      const error = way === 'whole' ? await outcomeOf(client, asked) : (await streamedOutcomeOf(client, asked)).error
      expect(error).toBeInstanceOf(EndpointError)
      expect(error).toMatchObject({ status: 400, code: 'UserError', retryable: false })
      expect((error as EndpointError).message).toContain("Execution failure in 'answer': (ValueError) The node failed.")
    })

    it('tells what input is missing', async () => {
      const other = new PromptFlowContentFormatter({ chatInput: 'query' })
      const error = await outcomeOf(client, question('x', { formatter: other }))
      expect(error).toMatchObject({ status: 400, message: expect.stringContaining("['question'] are missing") })
    })

    it('tells what input has the wrong type', async () => {
      const error = await outcomeOf(client, question('x', { modelKwargs: { pause: 'long' } }))
      expect(error).toMatchObject({ status: 400, message: expect.stringContaining("'pause'") })
    })

    it('fails in the middle of a stream, which FastAPI hides', async () => {
      const asked = question('one two break', { modelKwargs: { pause: 0.02 } })
      const { texts, error } = await streamedOutcomeOf(client, asked)
      expect(texts.join('')).toBe('one two')
      if (engine === 'flask') expect(error).toBeInstanceOf(EndpointError)
      else expect(error).toBeUndefined()
    })

    it.each(['nothing', 'number'])('answers with %s instead of text, which is no answer', async (text) => {
      expect(await outcomeOf(client, question(text))).toBeInstanceOf(FormatError)
      expect((await streamedOutcomeOf(client, question(text))).error).toBeInstanceOf(FormatError)
    })

    it('streams no text, which is no answer', async () => {
      expect((await streamedOutcomeOf(client, question('no text'))).error).toBeInstanceOf(FormatError)
    })

    it('answers 32 calls at once, each with its own answer', async () => {
      // Gunicorn closes connections after two idle seconds, which a call may learn too late.
      const texts = Array.from({ length: 32 }, (_, index) => `call ${index} of 32`)
      const outcomes = await Promise.all(
        texts.map((text) => streamedOutcomeOf(client, question(text, { maxRetries: 2 }))),
      )
      expect(outcomes.map((outcome) => outcome.error ?? outcome.texts.join(''))).toEqual(texts)
    })
  })

  it('gets the history in pairs, and other inputs by their names', async () => {
    const { text, raw } = await core().chat({
      messages: [
        { role: 'user', content: 'one' },
        { role: 'assistant', content: 'zwei "3"' },
        { role: 'user', content: 'history' },
      ],
      modelKwargs: { style: 'é' },
    })
    expect(JSON.parse(text)).toEqual([[{ inputs: { question: 'one' }, outputs: { answer: 'zwei "3"' } }], 'é'])
    expect(raw).toMatchObject({ links: ['https://example.com/1', 'history'] })
  })

  it('gives its other outputs in the first event of a stream, and the finish reason at the end', async () => {
    const reasons: unknown[] = []
    const raws: unknown[] = []
    for await (const { finishReason, raw } of core().stream({ messages: [{ role: 'user', content: 'one two' }] })) {
      reasons.push(finishReason)
      raws.push(raw)
    }
    expect(reasons.at(-1)).toBe('stop')
    expect(raws).toContainEqual({ links: ['https://example.com/1', 'one two'] })
  })
})
