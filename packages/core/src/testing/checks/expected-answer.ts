import type { ToolCall } from '../../messages/chat-message.ts'
import type { ChatResponse, Usage } from '../../messages/chat-response.ts'
import { sameJson } from '../values/body-search.ts'
import { show } from './rule.ts'
import type { ExpectedAnswer } from '../exchanges/recorded-exchange.ts'

/** The parts of an answer that are compared. */
export type ActualAnswer = Partial<Pick<ChatResponse, 'text' | 'reasoning' | 'toolCalls' | 'finishReason' | 'usage'>>

/** Describes how an answer differs from the expected one; `wire` is the recording that may contain its ids. */
export function difference(answer: ActualAnswer, expected: ExpectedAnswer, wire: unknown): string | undefined {
  const differences: (string | undefined)[] = []
  for (const part of ['text', 'reasoning', 'finishReason'] as const) {
    if (part in expected && (answer[part] || undefined) !== (expected[part] || undefined)) {
      differences.push(`the ${part} ${show(answer[part])} instead of ${show(expected[part])}`)
    }
  }
  if (expected.usage !== undefined) differences.push(usageDifference(answer.usage, expected.usage))
  if (expected.toolCalls !== undefined) {
    differences.push(toolCallDifference(answer.toolCalls ?? [], expected.toolCalls, JSON.stringify(wire)))
  }
  return differences.filter((one) => one !== undefined).join('; ') || undefined
}

function usageDifference(usage: ActualAnswer['usage'], expected: Partial<Usage>): string | undefined {
  if (usage === undefined) return `no usage instead of ${show(countsOf(expected))}`
  const [one, other] = [countsOf(usage), countsOf(expected)]
  if (sameJson(one, other)) return undefined
  return `the usage ${show(one)} instead of ${show(other)}`
}

/** Returns the counts that a usage has. */
export function countsOf(usage: Partial<Usage>): object {
  return Object.fromEntries(Object.entries(usage).filter(([name, count]) => name !== 'raw' && count !== undefined))
}

/** Compares ids only if the recording has them; otherwise core generates them. */
function toolCallDifference(
  calls: readonly ToolCall[],
  expected: NonNullable<ExpectedAnswer['toolCalls']>,
  wire: string,
): string | undefined {
  const isSame =
    calls.length === expected.length &&
    expected.every((call, index) => {
      const { id, name, arguments: json } = calls[index] ?? { id: '', name: '', arguments: '' }
      const isKnownId = call.id !== undefined && call.id !== '' && wire.includes(JSON.stringify(call.id))
      return name === call.name && sameArguments(json, call.arguments) && (isKnownId ? id === call.id : id !== '')
    })
  return isSame ? undefined : `the tool calls ${show(calls)} instead of ${show(expected)}`
}

function sameArguments(one: string, other: string): boolean {
  try {
    return sameJson(JSON.parse(one), JSON.parse(other))
  } catch {
    return one === other
  }
}
