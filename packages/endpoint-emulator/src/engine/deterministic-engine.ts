import { composeJson, composeText, composeThoughts } from './composed-text.ts'
import type { EngineDelta, EngineRequest, EngineTool } from './engine.ts'
import { fakeArguments } from './schema-faker.ts'
import { asList, asString, isObject } from '../json/json-value.ts'
import { contentText } from '../json/message-text.ts'
import { findFirstWord } from './find-first-word.ts'
import { hashText } from '../random/seeded-random.ts'
import { countTokens, splitTokens } from './tokens.ts'

/** Answers without a model. The same question and seed always get the same answer, which states that it is emulated. */
export function answerDeterministically(request: EngineRequest): EngineDelta[] {
  const seed = hashText(JSON.stringify(request.messages) + (request.prompt ?? '')) ^ request.seed
  const budget = new TokenBudget(request.maxTokens)
  const tools = chooseTools(request)
  const thoughts = tools.length === 0 || request.thinksBeforeCalls ? think(request, budget) : []
  const text = tools.length === 0 ? composeAnswer(request, seed) : ''
  const end = findFirstWord(text, request.stop)
  const deltas = tools.length > 0 ? callTools(tools, seed, budget) : write(tagsOf(request) + text.slice(0, end), budget)
  const finishReason = budget.exceeded ? 'length' : tools.length > 0 ? 'tool_calls' : 'stop'
  const prompt = countPrompt(request)
  const usage = { prompt_tokens: prompt, total_tokens: prompt + budget.spent, completion_tokens: budget.spent }
  const isCut = end !== undefined && !budget.exceeded
  const stopSequence = isCut ? request.stop.find((stop) => stop !== '' && text.startsWith(stop, end)) : undefined
  return [...thoughts, ...deltas, { finishReason, stopSequence, usage }]
}

/** Counts the tokens of the prompt. */
export function countPrompt(request: EngineRequest): number {
  const texts = request.messages.map((message) => contentText(message['content']))
  return countTokens(texts.join(' '))
}

function think(request: EngineRequest, budget: TokenBudget): EngineDelta[] {
  if (request.reasoning !== 'field') return []
  return budget.take(composeThoughts(request)).map((piece) => ({ reasoning: piece }))
}

function tagsOf(request: EngineRequest): string {
  return request.reasoning === 'tags' ? `<think>\n${composeThoughts(request)}\n</think>\n\n` : ''
}

function composeAnswer(request: EngineRequest, seed: number): string {
  return request.jsonSchema ? composeJson(request, seed) : composeText(request, seed)
}

function write(text: string, budget: TokenBudget): EngineDelta[] {
  return budget.take(text).map((piece) => ({ text: piece }))
}

/**
 * Chooses the tools to call: the required one; otherwise, until a tool has returned a result, those named in the question, or
 * the first. Where a call is required after results too, a tool that was not called since the question comes first, so that
 * a loop that ends with one particular tool ends.
 */
function chooseTools({ tools, toolChoice, messages }: EngineRequest): readonly EngineTool[] {
  if (toolChoice === 'none' || tools.length === 0) return []
  if (typeof toolChoice === 'object') return tools.filter((tool) => tool.name === toolChoice.name).slice(0, 1)
  const lastUser = messages.findLastIndex((message) => message['role'] === 'user')
  const since = messages.slice(lastUser + 1)
  const answered = since.some((message) => message['role'] === 'tool')
  if (toolChoice === 'auto' && answered) return []
  const called = calledNames(since)
  const fresh = tools.filter((tool) => !called.has(tool.name))
  if (called.size > 0) return fresh.length > 0 ? fresh.slice(0, 1) : tools.slice(-1)
  const question = contentText(messages[lastUser]?.['content']).substring(0, 10_000)
  const named = tools.filter((tool) => question.includes(tool.name)).slice(0, maxToolCalls)
  return named.length > 0 ? named : tools.slice(0, 1)
}

function calledNames(messages: EngineRequest['messages']): ReadonlySet<string> {
  const calls = messages.flatMap((message) => asList(message['tool_calls']))
  return new Set(
    calls.flatMap((call) => (isObject(call) && isObject(call['function']) ? [String(call['function']['name'])] : [])),
  )
}

/** Limits the time spent on generating arguments. */
const maxToolCalls = 32

function callTools(tools: readonly EngineTool[], seed: number, budget: TokenBudget): EngineDelta[] {
  return tools.flatMap((tool, index) => {
    const id = `call_${(hashText(tool.name + index) ^ seed).toString(36).replace('-', 'n')}${index}`
    const pieces = budget.take(JSON.stringify(fakeArguments(tool.parameters, seed + index)))
    const opening: EngineDelta = { toolCall: { index, id, name: asString(tool.name), arguments: '' } }
    return [opening, ...pieces.map((piece) => ({ toolCall: { index, arguments: piece } }))]
  })
}

class TokenBudget {
  spent = 0
  exceeded = false
  readonly #limit: number

  constructor(limit: number | undefined) {
    this.#limit = limit ?? Infinity
  }

  take(text: string): string[] {
    const tokens = splitTokens(text)
    const allowed = Math.max(0, this.#limit - this.spent)
    if (tokens.length > allowed) this.exceeded = true
    const taken = tokens.slice(0, allowed)
    this.spent += taken.length
    return taken
  }
}
