import type { LanguageModelV4Message, LanguageModelV4Prompt, SharedV4ProviderOptions } from '@ai-sdk/provider'
import { describe, expect, it } from 'vitest'
import { type Call, callWith } from './picky-formatter.ts'
import { hello } from './prompt.ts'

type Part<Role extends string> = Extract<LanguageModelV4Message, { role: Role; content: object }>['content'][number]
type Options = { readonly providerOptions: SharedV4ProviderOptions }

const image = { type: 'file' as const, mediaType: 'image/png', data: { type: 'data' as const, data: 'iVBORw0KGgo=' } }
const toolCall = { type: 'tool-call' as const, toolCallId: '1', toolName: 'draw', input: {} }
const text = { type: 'text' as const, value: 'Done.' }
const result = { type: 'tool-result' as const, toolCallId: '1', toolName: 'draw', output: text }

const user = (part: Part<'user'>): Call => ({ prompt: [{ role: 'user', content: [part] }] })
const assistant = (part: Part<'assistant'>): Call => ({
  prompt: [...hello, { role: 'assistant', content: [part] }, { role: 'tool', content: [result] }, ...hello],
})
const toolMessage = (...content: Part<'tool'>[]): LanguageModelV4Prompt => [
  ...hello,
  { role: 'assistant', content: [toolCall] },
  { role: 'tool', content },
]
const toolContent = (part: Extract<Part<'tool'>, { type: 'tool-result' }>['output']): Call => ({
  prompt: toolMessage({ ...result, output: part }),
})

/** Every place of a call that can have options, with the options that have a meaning there. */
const places: Readonly<Record<string, readonly [known: string, call: (options: Options) => Call]>> = {
  'system message': ['', (options) => ({ prompt: [{ role: 'system', content: 'a', ...options }, ...hello] })],
  'user message': ['imageDetail detail', (options) => ({ prompt: [{ role: 'user', content: [image], ...options }] })],
  'assistant message': [
    'providerData',
    (options) => ({ prompt: [...hello, { role: 'assistant', content: [{ type: 'text', text: 'a' }], ...options }] }),
  ],
  'tool message': [
    '',
    (options) => ({ prompt: [...toolMessage().slice(0, 2), { role: 'tool', content: [result], ...options }] }),
  ],
  'user text part': ['', (options) => user({ type: 'text', text: 'a', ...options })],
  'user file part': ['imageDetail detail', (options) => user({ ...image, ...options })],
  'assistant text part': ['providerData', (options) => assistant({ type: 'text', text: 'a', ...options })],
  'assistant file part': ['audio providerData', (options) => assistant({ ...image, ...options })],
  'reasoning part': ['providerData', (options) => assistant({ type: 'reasoning', text: 'a', ...options })],
  'reasoning-file part': ['', (options) => assistant({ ...image, type: 'reasoning-file', ...options })],
  'custom part': ['', (options) => assistant({ type: 'custom', kind: 'a.b', ...options })],
  'tool-call part': ['providerData messageProviderData', (options) => assistant({ ...toolCall, ...options })],
  'tool-result part': [
    'providerData messageProviderData',
    (options) => ({ prompt: toolMessage({ ...result, ...options }) }),
  ],
  'tool-approval-response part': [
    '',
    (options) => ({
      prompt: toolMessage({ type: 'tool-approval-response', approvalId: '1', approved: true, ...options }, result),
    }),
  ],
  'tool result': ['', (options) => toolContent({ ...text, ...options })],
  'text in a tool result': [
    '',
    (options) => toolContent({ type: 'content', value: [{ type: 'text', text: 'a', ...options }] }),
  ],
  'file in a tool result': [
    'imageDetail detail',
    (options) => toolContent({ type: 'content', value: [{ ...image, ...options }] }),
  ],
  tool: ['', (options) => ({ tools: [{ type: 'function', name: 'draw', inputSchema: {}, ...options }] })],
}

const values = { imageDetail: 'low', detail: 'low', providerData: { a: 1 }, messageProviderData: { a: 1 }, audio: {} }

describe('options at a place of the conversation', () => {
  it.each(Object.entries(places))('are known there, or named in a warning: %s', async (place, [known, call]) => {
    for (const [name, value] of Object.entries(values)) {
      const { warnings } = await callWith(undefined, call({ providerOptions: { azureML: { [name]: value } } }))
      const about = warnings.filter(
        (warning) => 'feature' in warning && warning.feature.startsWith('providerOptions.azureML on'),
      )
      const where = place === 'text in a tool result' ? 'tool result' : place
      const unknown = {
        type: 'unsupported',
        feature: `providerOptions.azureML on ${where.startsWith('a') ? 'an' : 'a'} ${where}`,
        details: `Unknown there and ignored: ${name}. Pass options to the call; body parameters belong in modelKwargs.`,
      }
      expect([name, about]).toEqual([name, known.split(' ').includes(name) ? [] : [unknown]])
    }
  })
})
