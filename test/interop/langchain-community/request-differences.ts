import type { Compared, Difference } from './differences.ts'

type Fields = Record<string, unknown>

/** Differences of what is sent. They are applied in this order. */
export const requestDifferences: readonly Difference[] = [
  {
    name: 'quotes around the prompt',
    python: 'wraps the prompt of dedicated endpoints in quotation marks, which the model sees',
    here: 'sends the prompt as it is',
    silent: true,
    applies: (compared) =>
      compared.given.kind === 'llm' &&
      changeTexts(compared, (text) => text.replace(/^"([^]*)"$/, '$1')) &&
      isDedicated(compared),
  },
  {
    name: 'escaped text',
    python: 'escapes backslashes, quotes and control characters before it serializes them, so the model sees `\\n`',
    here: 'serializes the text once',
    silent: true,
    applies: (compared) => compared.given.formatter !== 'HFContentFormatter' && changeTexts(compared, unescape),
  },
  {
    name: 'options of an earlier call',
    python: 'keeps the options of a call in `model_kwargs`, if there are any, for all later calls',
    here: 'a call never changes the model',
    silent: true,
    applies: ({ given, body }) => {
      const { before = {}, options = {}, modelKwargs = {} } = given
      const parameters = parametersIn(body)
      const names = Object.keys(before).filter(
        (name) => !(name in options) && parameters !== undefined && name in parameters,
      )
      // A value that the call before replaced is back.
      for (const name of names)
        if (name in modelKwargs) parameters![name] = modelKwargs[name]
        else delete parameters![name]
      return names.length > 0
    },
  },
  {
    name: '`max_tokens` on dedicated endpoints',
    python: 'sends `max_tokens=` of a call by this name',
    here: '`maxTokens` becomes `max_new_tokens`, or what `maxTokensParameter` names',
    silent: true,
    applies: (compared) => {
      const parameters = parametersIn(compared.body)
      const limit = compared.given.options?.max_tokens
      if (limit === undefined || parameters === undefined || !isDedicated(compared)) return false
      parameters['max_new_tokens'] = limit
      const configured = compared.given.modelKwargs?.['max_tokens']
      if (configured === undefined) delete parameters['max_tokens']
      else parameters['max_tokens'] = configured
      return true
    },
  },
  {
    name: '`timeout` of a call',
    python: 'sends it to the model as a parameter',
    here: 'limits the wait, in milliseconds',
    silent: true,
    applies: ({ given, body }) => {
      const parameters = parametersIn(body)
      if (given.options?.timeout === undefined || parameters === undefined) return false
      delete parameters['timeout']
      return true
    },
  },
  {
    name: 'whole numbers',
    python: 'writes `temperature=1.0` as `1.0`',
    here: 'JavaScript writes it as `1`, which a strict server may refuse',
    silent: true,
    applies: ({ python }) => /: -?\d+\.0[,}]/.test(python.bodies.at(-1) ?? ''),
  },
  {
    name: 'tool calls of the history',
    python: 'drops them',
    here: 'sends them, with the results and turns that the model family requires',
    silent: true,
    applies: ({ body, ours, given }) => {
      const messages = messagesIn(body)
      const sent = messagesIn(JSON.parse(ours.bodies.at(-1) ?? 'null'))
      const index = sent?.findIndex((message) => 'tool_calls' in message) ?? -1
      const hasCalls = given.messages?.some(({ toolCalls }) => toolCalls !== undefined)
      if (!hasCalls || messages === undefined || index === -1 || messages[index] === undefined) return false
      messages[index] = sent![index]!
      // A call without a result gets one, and a family its turns, since servers refuse the conversation otherwise.
      const added = Math.max(0, sent!.length - messages.length)
      messages.splice(index + 1, 0, ...sent!.slice(index + 1, index + 1 + added))
      return true
    },
  },
]

function isDedicated({ given }: Compared): boolean {
  return given.apiType === 'dedicated'
}

/** Undoes `escape_special_characters`. */
function unescape(text: string): string {
  const characters: Readonly<Record<string, string>> = {
    b: '\b',
    f: '\f',
    n: '\n',
    r: '\r',
    t: '\t',
    '"': '"',
    '\\': '\\',
  }
  return text.replace(/\\(.)/g, (whole, escaped: string) => characters[escaped] ?? whole)
}

/** Changes the texts of messages and prompts in the body; returns whether any is another one now. */
function changeTexts(compared: Compared, change: (text: string) => string): boolean {
  const before = JSON.stringify(compared.body)
  const body = compared.body as Fields | undefined
  for (const message of messagesIn(body) ?? []) message['content'] = change(String(message['content']))
  for (const [holder, key] of promptsIn(body)) holder[key] = change(String(holder[key]))
  return JSON.stringify(compared.body) !== before
}

function promptsIn(body: Fields | undefined): readonly [Fields, string | number][] {
  if (body === undefined) return []
  if (typeof body['prompt'] === 'string') return [[body, 'prompt']]
  const input = (body['inputs'] ?? body['input_data']) as Fields | unknown[] | undefined
  const list = Array.isArray(input) ? input : input?.['input_string']
  return Array.isArray(list) && typeof list[0] === 'string' ? [[list as unknown as Fields, 0]] : []
}

function messagesIn(body: unknown): Fields[] | undefined {
  const fields = body as { messages?: Fields[]; input_data?: { input_string?: unknown } } | null | undefined
  if (Array.isArray(fields?.messages)) return fields.messages
  const list = fields?.input_data?.input_string
  return Array.isArray(list) && typeof list[0] === 'object' ? (list as Fields[]) : undefined
}

function parametersIn(body: unknown): Fields | undefined {
  const fields = body as (Fields & { parameters?: Fields; input_data?: { parameters?: Fields } }) | undefined
  return fields?.input_data?.parameters ?? fields?.parameters ?? fields
}
