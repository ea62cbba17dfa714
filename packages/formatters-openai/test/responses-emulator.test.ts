import { AzureMLEndpointClient, type ChatMessage, type ChatRequest, EndpointError } from '@azureml-endpoints/core'
import { type RunningEndpointEmulator, startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OpenAIResponsesContentFormatter } from '../src/index.ts'

interface Inputs {
  readonly input: readonly { readonly type?: string }[]
}

let emulator: RunningEndpointEmulator

beforeAll(async () => {
  emulator = await startEndpointEmulator()
})

afterAll(() => emulator.close())

function client(): AzureMLEndpointClient {
  return new AzureMLEndpointClient({
    endpointUrl: `${emulator.url}/openai/v1/responses`,
    endpointApiKey: 'made-up-key',
    contentFormatter: new OpenAIResponsesContentFormatter({ reasoningSummary: 'auto' }),
    modelKwargs: { model: 'gpt-5' },
    maxRetries: 0,
  })
}

const weather = { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } }

/** Asks whole or streamed, and returns the answer as a message. */
async function answerTo(request: ChatRequest, streamed: boolean): Promise<ChatMessage & { role: 'assistant' }> {
  if (!streamed) {
    const { text, reasoning, toolCalls, providerData } = await client().chat(request)
    return { role: 'assistant', content: text, reasoning, toolCalls, providerData }
  }
  let content = ''
  let providerData: unknown
  const calls: { id: string; name: string; arguments: string }[] = []
  for await (const chunk of client().stream(request)) {
    content += chunk.text ?? ''
    providerData = chunk.providerData ?? providerData
    for (const { index, id = '', name = '', arguments: json = '' } of chunk.toolCalls ?? []) {
      const call = (calls[index] ??= { id, name, arguments: '' })
      call.arguments += json
    }
  }
  return { role: 'assistant', content, toolCalls: calls, providerData }
}

describe.each([false, true])('through core, streamed: %s', (streamed) => {
  it('a tool loop of three steps sends all encrypted reasoning back', async () => {
    const toolCalls = [{ name: 'weather', arguments: { city: 'Oslo' } }]
    for (const reasoning of ['First thought.', 'Second thought.']) emulator.reply({ reasoning, toolCalls })
    emulator.reply({ reasoning: 'Third thought.', text: 'Cold.' })
    const messages: ChatMessage[] = [{ role: 'user', content: 'Weather?' }]
    for (let step = 0; step < 3; step += 1) {
      const answer = await answerTo({ messages, tools: [weather], reasoningEffort: 'low' }, streamed)
      messages.push(answer)
      for (const { id } of answer.toolCalls ?? []) messages.push({ role: 'tool', toolCallId: id, content: '-3' })
    }
    expect(messages.at(-1)).toMatchObject({ content: 'Cold.' })
    const next = await answerTo({ messages: [...messages, { role: 'user', content: 'And now?' }] }, streamed)
    expect(next.content).toContain('And now?')
    const input = (emulator.requests.at(-1)?.body as Inputs | undefined)?.input ?? []
    expect(input.filter(({ type }) => type === 'reasoning')).toHaveLength(3)
  })

  it('reasoning of another endpoint is refused by the endpoint, with what to do', async () => {
    const item = { id: 'rs_1', type: 'reasoning', summary: [], encrypted_content: 'gAAAAAbad.x' }
    const message = { type: 'message', id: 'msg_1', length: 2 }
    const asked = answerTo(
      {
        messages: [
          { role: 'user', content: 'Hi' },
          { role: 'assistant', content: 'Hi', providerData: { responseItems: [item, message] } },
          { role: 'user', content: 'Hi' },
        ],
      },
      streamed,
    )
    await expect(asked).rejects.toThrow(EndpointError)
    await expect(asked).rejects.toThrow('`sendReasoning: false`')
  })

  it('an answer that fails, or is cut', async () => {
    const request: ChatRequest = { messages: [{ role: 'user', content: 'Hi' }] }
    emulator.reply({ text: 'Half', finishReason: 'error' })
    await expect(answerTo(request, streamed)).rejects.toThrow('The server had an error while processing your request')
    emulator.reply({ text: 'Half', finishReason: 'length' })
    expect(await answerTo(request, streamed)).toMatchObject({ content: 'Half' })
  })
})
