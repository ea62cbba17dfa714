import { setTimeout as pause } from 'node:timers/promises'
import { EndpointError } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { describe, expect, it } from 'vitest'
import { outcomeOf, type Question, streamedOutcomeOf } from '../chat-clients/chat-client.ts'
import { chatClients } from '../chat-clients/chat-clients.ts'
import { useStreamingAgent } from './use-model.ts'

const formatter = new CustomOpenAIChatContentFormatter()
const words = Array.from({ length: 12 }, (_, index) => `word${index}`)

describe('an agent that streams', () => {
  const server = useStreamingAgent()
  const question = (text: string, rest: Partial<Question> = {}): Question => {
    return { url: `${server().url}/invocations`, apiType: 'serverless', formatter, text, ...rest }
  }
  const ends = (): RegExpMatchArray[] => [
    ...server()
      .process.output()
      .matchAll(/The stream ended after (\d+) of 12 words/g),
  ]

  describe.each(chatClients)('for $name', (client) => {
    it('word by word', async () => {
      const arrivals: number[] = []
      let text = ''
      for await (const piece of client.stream(question(words.join(' '), { modelKwargs: { pause: 0.05 } }))) {
        arrivals.push(performance.now())
        text += piece
      }
      expect(text).toBe(words.join(' '))
      expect((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)).toBeGreaterThan(300)
    })

    it('and fails: what came before, then the words of the failure', async () => {
      const { texts, error } = await streamedOutcomeOf(
        client,
        question('one two raise', { modelKwargs: { pause: 0.02 } }),
      )
      expect(texts.join('')).toBe('one two')
      expect(error).toBeInstanceOf(EndpointError)
      expect((error as EndpointError).message).toContain('The agent failed.')
    })

    it('and ends on the server when the call is aborted', async () => {
      const before = ends().length
      const controller = new AbortController()
      const asked = question(words.join(' '), { modelKwargs: { pause: 0.2 }, signal: controller.signal })
      const reading = streamedOutcomeOf(client, asked)
      await pause(700)
      controller.abort()
      await reading
      for (let attempt = 0; attempt < 100 && ends().length === before; attempt++) await pause(50)
      expect(Number(ends().at(-1)?.[1])).toBeLessThan(12)
    })

    it('32 times at once, each call with its own answer', async () => {
      const texts = Array.from({ length: 32 }, (_, index) => `call ${index} of 32`)
      const outcomes = await Promise.all(texts.map((text) => streamedOutcomeOf(client, question(text))))
      expect(outcomes.map((outcome) => outcome.error ?? outcome.texts.join(''))).toEqual(texts)
    })

    it('and answers whole, or fails with 500', async () => {
      expect(await outcomeOf(client, question('x y'))).toMatchObject({ text: 'x y' })
      const failure = { status: 500, message: expect.stringContaining('The agent failed.') }
      expect(await outcomeOf(client, question('raise'))).toMatchObject(failure)
    })
  })
})
