import { answersOf } from './answers.ts'
import { Chance, texts } from './chance.ts'

/** A message of a generated conversation, in core's words; other roles are LangChain's `ChatMessage`. */
export interface CaseMessage {
  readonly role: string
  readonly content: string
  readonly toolCallId?: string
  readonly toolCalls?: readonly {
    readonly id: string
    readonly name: string
    readonly args: Readonly<Record<string, unknown>>
  }[]
}

/** The options of a call, by their Python names. */
export interface CaseOptions {
  readonly max_tokens?: number
  readonly temperature?: number
  readonly stop?: readonly string[]
  readonly timeout?: number
}

/** A model, a call and the endpoint's answer to it. */
export interface Case {
  readonly kind: 'chat' | 'llm'
  readonly formatter: string
  readonly apiType: 'dedicated' | 'serverless'
  readonly messages?: readonly CaseMessage[]
  readonly prompt?: string
  readonly modelKwargs?: Readonly<Record<string, unknown>>
  /** The options of an earlier call of the same model. */
  readonly before?: CaseOptions
  readonly options?: CaseOptions
  readonly answer: { readonly status?: number; readonly text: string }
}

/** Every formatter of the Python package, on every API type that it names. */
export const combinations: readonly Pick<Case, 'kind' | 'formatter' | 'apiType'>[] = [
  ...(
    ['CustomOpenAIChatContentFormatter', 'LlamaChatContentFormatter', 'MistralChatContentFormatter'] as const
  ).flatMap((formatter) => [
    { kind: 'chat', formatter, apiType: 'dedicated' } as const,
    { kind: 'chat', formatter, apiType: 'serverless' } as const,
  ]),
  ...(['CustomOpenAIContentFormatter', 'LlamaContentFormatter'] as const).flatMap((formatter) => [
    { kind: 'llm', formatter, apiType: 'dedicated' } as const,
    { kind: 'llm', formatter, apiType: 'serverless' } as const,
  ]),
  ...(['GPT2ContentFormatter', 'OSSContentFormatter', 'HFContentFormatter', 'DollyContentFormatter'] as const).map(
    (formatter) => ({ kind: 'llm', formatter, apiType: 'dedicated' }) as const,
  ),
]

/** Generates the cases: the same ones in every run. */
export function generateCases(each: number): readonly Case[] {
  return combinations.flatMap((combination, number) => {
    const chance = new Chance(number + 1)
    return Array.from({ length: each }, (): Case => generateCase(combination, chance))
  })
}

function generateCase(combination: Pick<Case, 'kind' | 'formatter' | 'apiType'>, chance: Chance): Case {
  const asked = combination.kind === 'chat' ? { messages: conversation(chance) } : { prompt: chance.pick(texts) }
  const settings = {
    ...(chance.is(0.5) && { modelKwargs: modelKwargs(chance) }),
    ...(chance.is(0.25) && { before: callOptions(chance) }),
    ...(chance.is(0.6) && { options: callOptions(chance) }),
  }
  const answers = answersOf(combination, asked.prompt ?? '', chance.pick(texts))
  const answer = chance.is(0.6) ? answers.usual : chance.pick(answers.unusual)
  return { ...combination, ...asked, ...settings, answer: { ...answer, text: JSON.stringify(answer.body) } }
}

function modelKwargs(chance: Chance): Readonly<Record<string, unknown>> {
  return {
    ...(chance.is(0.5) && { temperature: chance.pick([0.2, 0.7]) }),
    ...(chance.is(0.4) && { max_new_tokens: chance.pick([16, 200]) }),
    ...(chance.is(0.3) && { max_tokens: 77 }),
    ...(chance.is(0.2) && { return_full_text: false }),
    ...(chance.is(0.2) && { top_p: 0.9 }),
  }
}

function callOptions(chance: Chance): CaseOptions {
  return {
    ...(chance.is(0.5) && { max_tokens: chance.pick([5, 128]) }),
    ...(chance.is(0.4) && { temperature: chance.pick([0, 0.5]) }),
    ...(chance.is(0.4) && { stop: chance.pick([['END'], ['\n\n', 'User:']]) }),
    ...(chance.is(0.1) && { timeout: 30 }),
  }
}

function conversation(chance: Chance): readonly CaseMessage[] {
  const system: readonly CaseMessage[] = chance.is(0.4) ? [{ role: 'system', content: chance.pick(texts) }] : []
  if (system.length > 0 && chance.is(0.15)) return system
  const turns = Array.from({ length: chance.pick([1, 1, 3, 5]) }, (_, index): CaseMessage => {
    return { role: index % 2 === 0 ? 'user' : 'assistant', content: chance.pick(texts) }
  })
  if (chance.is(0.08)) return [...system, ...turns.slice(0, 1), ...toolExchange]
  if (chance.is(0.05))
    return [...system, ...turns.slice(0, 1), ...toolExchange.slice(0, 1), { role: 'user', content: 'And?' }]
  if (chance.is(0.05)) return [...system, { role: 'user', content: 'Hi' }, { role: 'critic', content: 'No.' }]
  return [...system, ...turns]
}

const toolExchange: readonly CaseMessage[] = [
  { role: 'assistant', content: '', toolCalls: [{ id: 'call00001', name: 'weather', args: { city: 'Oslo' } }] },
  { role: 'tool', content: '18 degrees', toolCallId: 'call00001' },
]
