import { EndpointError } from '@azureml-endpoints/core'
import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { describe, expect, it } from 'vitest'
import { outcomeOf, type Question, streamedOutcomeOf } from '../chat-clients/chat-client.ts'
import { chatClients } from '../chat-clients/chat-clients.ts'
import { useResource } from '../frame/use.ts'
import { abortAtFirstText, cancelledTasks } from './abort.ts'
import { endToken, useEngine } from './use-engine.ts'

const formatter = new CustomOpenAIChatContentFormatter()

describe('the emulator in front of the engine', () => {
  const server = useEngine('mistral', 'chat')
  const emulator = useResource(
    () => startEndpointEmulator({ upstream: server().url, apiKey: 'any' }),
    (started) => started.close(),
  )

  const question = (path: string, rest: Partial<Question> = {}): Question => {
    const modelKwargs = { logit_bias: { [endToken]: -100 } }
    return { url: `${emulator().url}${path}`, formatter, text: 'Hello', maxTokens: 8, seed: 1, modelKwargs, ...rest }
  }

  describe.each(['/v1/chat/completions', '/score'])('at %s', (path) => {
    describe.each(chatClients)('for $name', (client) => {
      it('answers whole as the engine itself does', async () => {
        const ends = { temperature: 0, maxTokens: 24 }
        const direct = await client.ask({ ...question(path, ends), url: `${server().url}/v1/chat/completions` })
        const { text } = await client.ask(question(path, ends))
        expect(text).toBe(direct.text)
      })

      it('answers a stream as it answers whole', async () => {
        const { texts, error } = await streamedOutcomeOf(client, question(path, { temperature: 0 }))
        expect(error).toBeUndefined()
        expect(texts.join('')).toBe((await client.ask(question(path, { temperature: 0 }))).text)
      })

      it('passes on what the engine says is wrong', async () => {
        const error = await outcomeOf(client, question(path, { text: 'x '.repeat(3000) }))
        expect(error).toBeInstanceOf(EndpointError)
        expect((error as EndpointError).message).toContain('exceeds the available context size')
        expect((error as EndpointError).retryable).toBe(false)
      })
    })
  })

  it('calls tools', async () => {
    const city = { type: 'object', properties: { city: { enum: ['Oslo', 'Rome'] } }, required: ['city'] }
    const tools = [{ name: 'weather', description: 'Tells the weather.', parameters: city }]
    const modelKwargs = { logit_bias: { 356: 60, [endToken]: 100 } }
    const asked = question('/v1/chat/completions', { tools, toolChoice: 'required', maxTokens: 400, modelKwargs })
    expect((await chatClients[0]!.ask(asked)).toolCalls[0]?.name).toBe('weather')
  })

  it('ends the call on the engine when its own caller aborts', async () => {
    const before = cancelledTasks(server())
    await abortAtFirstText(chatClients[0]!, question('/v1/chat/completions', { maxTokens: 1900 }))
    await expect.poll(() => cancelledTasks(server())).toBeGreaterThan(before)
  })
})
