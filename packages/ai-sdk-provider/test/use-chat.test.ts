import { useChat } from '@ai-sdk/react'
import {
  convertToModelMessages,
  createUIMessageStreamResponse,
  DefaultChatTransport,
  isStepCount,
  jsonSchema,
  type LanguageModel,
  streamText,
  tool,
  toUIMessageStream,
  type UIMessage,
} from 'ai'
import { createElement } from 'react'
import { act, create } from 'react-test-renderer'
import { describe, expect, it, vi } from 'vitest'
import { emulate, routes } from './emulator.ts'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

const weather = tool({
  inputSchema: jsonSchema<{ city: string }>({ type: 'object', properties: { city: { type: 'string' } } }),
  execute: async ({ city }) => ({ city, degrees: 21 }),
})

/** Handles a request of `useChat`, as an application's route does. */
async function answer(request: Request, model: LanguageModel): Promise<Response> {
  const { messages } = (await request.json()) as { messages: UIMessage[] }
  const { stream } = streamText({
    model,
    messages: await convertToModelMessages(messages),
    tools: { weather },
    stopWhen: isStepCount(3),
    onError: () => {},
  })
  return createUIMessageStreamResponse({
    stream: toUIMessageStream({ stream, sendReasoning: true, onError: (error) => (error as Error).message }),
  })
}

/** Renders a chat with a model, as a page does. */
function renderChat(model: LanguageModel) {
  const transport = new DefaultChatTransport({
    api: 'http://localhost/api/chat',
    fetch: (url, init) => answer(new Request(url as URL, init), model),
  })
  const shown: { chat?: ReturnType<typeof useChat> } = {}
  function Page(): null {
    shown.chat = useChat({ transport })
    return null
  }
  // This renderer logs that it is deprecated, but it is the only one that needs no browser.
  const deprecation = vi.spyOn(console, 'error').mockImplementation(() => {})
  act(() => void create(createElement(Page)))
  deprecation.mockRestore()
  return {
    send: (text: string) => act(async () => shown.chat?.sendMessage({ text })),
    parts: () =>
      shown.chat?.messages.at(-1)?.parts.map((part) => ('text' in part ? `${part.type}: ${part.text}` : part.type)),
    chat: () => shown.chat,
  }
}

describe.each(Object.entries(routes))('useChat over a %s endpoint', (_type, route) => {
  it('shows reasoning, tools and text, and continues the conversation', async () => {
    const emulator = await emulate()
    await emulator.reply(
      { reasoning: 'Hm.', toolCalls: [{ id: 'a', name: 'weather', arguments: { city: 'Rome' } }] },
      { text: 'Mild.' },
      { text: 'You are welcome.' },
    )
    const page = renderChat(emulator.provider(route)())
    await page.send('Weather in Rome?')
    expect(page.parts()).toEqual(['step-start', 'reasoning: Hm.', 'tool-weather', 'step-start', 'text: Mild.'])
    await page.send('Thanks.')
    expect(page.parts()).toEqual(['step-start', 'text: You are welcome.'])
    expect(page.chat()).toMatchObject({ status: 'ready', error: undefined })
    expect(JSON.stringify(await emulator.body())).toContain('\\"degrees\\":21')
  })

  it('shows errors', async () => {
    const emulator = await emulate()
    await emulator.fail({ status: 400, body: { error: { message: 'The prompt is too long' } } })
    const page = renderChat(emulator.provider(route)())
    await page.send('Hi')
    expect(page.chat()?.status).toBe('error')
    expect(page.chat()?.error?.message).toContain('The prompt is too long')
  })
})
