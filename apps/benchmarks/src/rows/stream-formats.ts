import { parseScenario, type StreamFormat } from '../server/scenario.ts'

/** Where a format is served, and where its events have their text. */
export interface FormatEntry {
  readonly path: string
  readonly textOf: (event: StreamEvent) => string | undefined
}

/** An event of any format; the floor parses it as the format's guide does. */
export interface StreamEvent {
  readonly type?: string
  readonly choices?: readonly { readonly delta: Delta }[]
  readonly delta?:
    | string
    | { readonly text?: string; readonly message?: { readonly content?: { readonly text?: string } } }
}

interface Delta {
  readonly content?: string
  readonly tool_calls?: readonly { readonly function: { readonly arguments: string } }[]
}

/** The formats by name. */
export const formats: Readonly<Record<StreamFormat, FormatEntry>> = {
  openai: { path: '/v1/chat/completions', textOf: ({ choices }) => choices?.[0]?.delta.content },
  anthropic: {
    path: '/v1/messages',
    textOf: ({ type, delta }) => {
      return type === 'content_block_delta' && typeof delta === 'object' ? delta.text : undefined
    },
  },
  'cohere-v2': {
    path: '/v2/chat',
    textOf: ({ type, delta }) => {
      return type === 'content-delta' && typeof delta === 'object' ? delta.message?.content?.text : undefined
    },
  },
  responses: {
    path: '/v1/responses',
    textOf: ({ type, delta }) =>
      type === 'response.output_text.delta' && typeof delta === 'string' ? delta : undefined,
  },
}

/** Returns the format that a base URL selects; without one, servers answer in OpenAI's. */
export function formatOf(baseUrl: string): StreamFormat {
  const path = new URL(baseUrl).pathname
  return path === '/' ? 'openai' : (parseScenario(path).format ?? 'openai')
}
