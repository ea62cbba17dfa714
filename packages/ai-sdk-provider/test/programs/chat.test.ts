import { Chat } from '@ai-sdk/react'
import {
  DefaultChatTransport,
  lastAssistantMessageIsCompleteWithApprovalResponses,
  tool,
  type ToolSet,
  type UIMessage,
} from 'ai'
import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { type ChatServer, startChatServer } from './chat-server.ts'
import { type Endpoint, endpoints, open } from './endpoints.ts'
import { weatherCalls } from './weather.ts'

const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

const deletion = { name: 'delete_file', arguments: { file: 'a.txt' } }

/** Opens the page of a chat, which sends only its last message. */
function openPage(server: ChatServer): Chat<UIMessage> {
  const { messages, activeStreamId } = server.stored
  return new Chat({
    id: 'chat-1',
    messages: structuredClone([...messages]),
    transport: new DefaultChatTransport({
      api: 'http://localhost/api/chat',
      fetch: (url, init) => server.handle(new Request(url as URL, init)),
      // The stream after an approval has only what follows: it adds to the message that asked for it.
      resumeStreamIsReplay: !(activeStreamId !== undefined && messages.at(-1)?.role === 'assistant'),
      prepareSendMessagesRequest: (sent) => ({ body: { message: sent.messages.at(-1) } }),
    }),
    sendAutomaticallyWhen: lastAssistantMessageIsCompleteWithApprovalResponses,
  })
}

/** Waits for what the page shows next, however busy the machine is. */
async function until(check: () => void): Promise<void> {
  await vi.waitFor(check, { timeout: 60_000, interval: 10 })
}

/** Names the parts of the last message, with their text or state. */
function shown({ messages }: { readonly messages: readonly UIMessage[] }): string[] {
  const parts = messages.at(-1)?.parts ?? []
  return parts.map((part) => {
    if ('state' in part && part.type.startsWith('tool-')) return `${part.type}: ${part.state}`
    return part.type === 'text' ? `text: ${part.text}` : part.type
  })
}

/** Finds the approval that the last message asks for. */
function approvalOf({ messages }: { readonly messages: readonly UIMessage[] }): string {
  const part = messages.at(-1)?.parts.find(({ type }) => type === 'tool-delete_file')
  return (part as { approval: { id: string } }).approval.id
}

async function start(name: string, tools: ToolSet): Promise<Endpoint & { readonly server: ChatServer }> {
  const endpoint = await open(name)
  return { ...endpoint, server: startChatServer(endpoint.model, tools) }
}

describe.each(endpoints)('a chat page with %s', (name) => {
  it('that is reloaded within an answer shows all of it', async () => {
    const gate = Promise.withResolvers<number>()
    const weather = tool({ inputSchema: z.object({ city: z.string() }), execute: () => gate.promise })
    const { server, reply, requests } = await start(name, { weather })
    await reply(weatherCalls('Rome'), { text: 'Mild.' })

    const before = openPage(server)
    void before.sendMessage({ text: 'Rome?' })
    await until(() => expect(shown(before)).toContain('tool-weather: input-available'))
    await before.stop()

    const after = openPage(server)
    expect(shown(after)).toEqual(['text: Rome?'])
    const resumed = after.resumeStream()
    await until(() =>
      expect(shown(after)).toEqual(['step-start', 'text: Let me see.', 'tool-weather: input-available']),
    )
    gate.resolve(21)
    await resumed
    const whole = ['step-start', 'text: Let me see.', 'tool-weather: output-available', 'step-start', 'text: Mild.']
    expect(shown(after)).toEqual(whole)
    expect(shown(server.stored)).toEqual(whole)
    expect(await requests()).toHaveLength(2)

    const later = openPage(server)
    await later.resumeStream()
    expect(shown(later)).toEqual(whole)
    expect(later.status).toBe('ready')
  })

  it.each([
    ['grants', true, 'output-available', 'a.txt is deleted'],
    ['denies', false, 'output-denied', 'Keep it'],
  ] as const)('%s the approval of a tool call, after a reload', async (_decision, approved, state, told) => {
    const execute = async ({ file }: { file: string }): Promise<string> => `${file} is deleted`
    const tools = { delete_file: tool({ inputSchema: z.object({ file: z.string() }), execute }) }
    const { server, reply, sent } = await start(name, tools)
    await reply({ toolCalls: [deletion] }, { text: 'Well.' })
    await openPage(server).sendMessage({ text: 'Delete a.txt.' })

    const page = openPage(server)
    expect(shown(page)).toEqual(['step-start', 'tool-delete_file: approval-requested'])
    await page.addToolApprovalResponse({ id: approvalOf(page), approved, reason: 'Keep it' })
    await until(() => {
      expect(shown(page)).toEqual(['step-start', `tool-delete_file: ${state}`, 'step-start', 'text: Well.'])
      expect(page.status).toBe('ready')
    })
    expect(await sent()).toContain(told)
  })

  it('that is reloaded after an approval shows all of the answer', async () => {
    const gate = Promise.withResolvers<string>()
    const tools = { delete_file: tool({ inputSchema: z.object({ file: z.string() }), execute: () => gate.promise }) }
    const { server, reply } = await start(name, tools)
    await reply({ text: 'I will.', toolCalls: [deletion] }, { text: 'Done.' })
    const before = openPage(server)
    await before.sendMessage({ text: 'Delete a.txt.' })
    void before.addToolApprovalResponse({ id: approvalOf(before), approved: true })
    await until(() => expect(server.stored.activeStreamId).toBeDefined())
    await before.stop()

    const after = openPage(server)
    const resumed = after.resumeStream()
    gate.resolve('a.txt is deleted')
    await resumed
    const whole = ['step-start', 'text: I will.', 'tool-delete_file: output-available', 'step-start', 'text: Done.']
    expect(shown(after)).toEqual(whole)
    expect(after.messages).toHaveLength(2)
    await until(() => expect(shown(server.stored)).toEqual(whole))
  })

  it('sends attachments', async () => {
    const { server, sent } = await start(name, {})
    const page = openPage(server)
    await page.sendMessage({
      text: 'What is this?',
      files: [{ type: 'file', mediaType: 'image/png', filename: 'pixel.png', url: pixel }],
    })
    expect(page.error).toBeUndefined()
    expect(shown(page).at(-1)).toMatch(/^text: ./)
    expect(await sent()).toContain(pixel.slice(pixel.indexOf(',') + 1))
  })
})
