import { expect } from 'vitest'
import type { Expected } from './run-example.ts'

/** What one model family's recipe prints and sends, the same through core, LangChain and the AI SDK. */
interface Recipe extends Omit<Expected, 'check' | 'statuses'> {
  readonly path: string
  readonly deployment?: string
  readonly sends: object
  /** What the second request has, if there is one. */
  readonly thenSends?: object
}

const chat = '/openai/v1/chat/completions'
const thoughtAndSaid = /^thought: .+\nsaid: .+\n$/

const grokAnswer = {
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Opera, then a sauna.' } }],
  usage: { prompt_tokens: 9, completion_tokens: 50, completion_tokens_details: { reasoning_tokens: 44 } },
}

const signedThought = { type: 'thinking', thinking: 'The tool knows.', signature: expect.any(String) as string }

const families: Record<string, Recipe> = {
  openai: {
    path: '/openai/v1/responses',
    deployment: 'my-gpt',
    prints: thoughtAndSaid,
    sends: { reasoning: { effort: 'low', summary: 'auto' } },
  },
  'gpt-oss': {
    path: chat,
    deployment: 'my-gpt-oss',
    prints: thoughtAndSaid,
    emulated: { reasoning: 'field' },
    sends: { reasoning_effort: 'low' },
  },
  deepseek: {
    path: chat,
    deployment: 'my-deepseek',
    prints: /^25 of them: one quarter\.$/,
    emulated: { replies: [{ reasoning: '25 of ', text: 'them: one quarter.' }] },
    sends: { max_tokens: 4000, stream: true },
  },
  grok: {
    path: chat,
    deployment: 'my-grok',
    prints: /^Opera, then a sauna\.\ntokens: 50 of which reasoning: 44\n$/,
    emulated: { replies: [{ raw: { body: { json: grokAnswer } } }] },
    sends: { reasoning_effort: 'low' },
  },
  qwen: {
    path: '/v1/chat/completions',
    prints: /^Rhine, Nile, Amur\.$/,
    emulated: { replies: ['Rhine, Nile, Amur.'] },
    sends: { model: 'Qwen/Qwen3-8B', chat_template_kwargs: { enable_thinking: false }, stream: true },
  },
  llama: {
    path: '/score',
    prints: /^It scatters\. stop\n$/,
    emulated: { replies: ['It scatters.'] },
    sends: { input_data: { parameters: { max_tokens: 200 } } },
  },
  phi: {
    path: '/score',
    prints: /^Ada Lovelace 1815\n$/,
    emulated: { replies: ['{"name":"Ada Lovelace","born":1815}'] },
    sends: { input_data: { input_string: expect.arrayContaining([promptWith('"born"')]) } },
  },
  mistral: {
    path: chat,
    deployment: 'my-mistral',
    prints: /^Oslo\.$/,
    emulated: { replies: ['Oslo.'], conversationRules: 'mistral' },
    sends: { messages: [{ role: 'user', content: expect.stringMatching(/^Answer in French\.[^]*Norway\?$/) }] },
  },
  claude: {
    path: '/anthropic/v1/messages',
    deployment: 'my-claude',
    prints: /^.{20,}$/s,
    sends: { max_tokens: 8000, thinking: { type: 'adaptive' }, output_config: { effort: 'medium' }, stream: true },
  },
  'claude/tools': {
    path: '/anthropic/v1/messages',
    deployment: 'my-claude',
    prints: /^18 degrees in Oslo\.\n$/,
    emulated: {
      replies: [
        { reasoning: 'The tool knows.', toolCalls: [{ name: 'get_weather', arguments: { city: 'Oslo' } }] },
        '18 degrees in Oslo.',
      ],
    },
    sends: { thinking: { type: 'adaptive' }, tools: [{ name: 'get_weather' }] },
    thenSends: {
      messages: [
        { role: 'user' },
        { role: 'assistant', content: [signedThought, { type: 'tool_use', input: { city: 'Oslo' } }] },
        { role: 'user', content: [{ type: 'tool_result' }] },
      ],
    },
  },
  cohere: {
    path: '/providers/cohere/v2/chat',
    deployment: 'my-command',
    prints: /puffins[^]*Birds/i,
    sends: { documents: [{ id: 'birds' }] },
  },
}

/** The programs of `examples/models`, by file. */
export const recipes: Record<string, Expected> = Object.fromEntries(
  Object.entries(families).flatMap(([family, recipe]) =>
    ['core', 'langchain', 'ai-sdk'].map((client) => [`models/${family}/${client}.ts`, expectedOf(recipe)]),
  ),
)

function expectedOf({ path, deployment = 'default', sends, thenSends, ...expected }: Recipe): Expected {
  const bodies = thenSends === undefined ? [sends] : [sends, thenSends]
  return {
    ...expected,
    statuses: bodies.map(() => 200),
    check: ({ requests }) => expect(requests).toMatchObject(bodies.map((body) => ({ path, deployment, body }))),
  }
}

function promptWith(text: string): unknown {
  return expect.objectContaining({ content: expect.stringContaining(text) })
}
