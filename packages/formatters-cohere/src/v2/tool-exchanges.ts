import { ConfigurationError, type ToolCall, type ToolMessage } from '@azureml-endpoints/core'
import { argumentsOf } from '../request/tool-results.ts'
import type { WireMessage, WireToolCall } from './wire-message.ts'

/** A tool call and its results; none if the history has no result, several if it repeats one. */
export interface ToolExchange {
  readonly call: WireToolCall
  readonly results: string[]
}

/** Assigns the tool results of a history to the calls that they answer. */
export class ToolExchanges {
  /** The latest calls by the ids of the history, since some models repeat their ids in every answer. */
  readonly #calls = new Map<string, OpenCalls>()
  readonly #ids = new Set<string>()
  #repeated = 0

  /** Begins the calls of an answer. */
  open(calls: readonly ToolCall[]): readonly ToolExchange[] {
    const exchanges = calls.map((call): ToolExchange => ({ call: this.#toWireCall(call), results: [] }))
    for (const { id } of calls) this.#calls.set(id, { exchanges: [], answered: 0 })
    for (const [index, { id }] of calls.entries()) {
      const exchange = exchanges[index]
      if (exchange !== undefined) this.#calls.get(id)?.exchanges.push(exchange)
    }
    return exchanges
  }

  /** Adds a result to its call. */
  answer({ toolCallId, content }: ToolMessage, index: number): void {
    const calls = this.#calls.get(toolCallId)
    if (calls === undefined) {
      const setting = `messages[${index}].toolCallId`
      throw new ConfigurationError(
        `${setting} is ${JSON.stringify(toolCallId)}, but no earlier assistant message has a tool call with this id. ` +
          'Keep the assistant message with the call in the conversation.',
        { setting },
      )
    }
    const exchange = calls.exchanges[calls.answered] ?? calls.exchanges.at(-1)
    calls.answered += 1
    exchange?.results.push(content)
  }

  #toWireCall({ id, name, arguments: json }: ToolCall): WireToolCall {
    // Arguments that are not an object become an empty one; an error in the call's result tells the model why.
    const isObject = Object.keys(argumentsOf(json) as object).length > 0
    return { id: this.#uniqueId(id), type: 'function', function: { name, arguments: isObject ? json : '{}' } }
  }

  /** Cohere refuses a conversation in which an id is empty or occurs twice. */
  #uniqueId(id: string): string {
    let unique = id || 'call'
    while (this.#ids.has(unique)) {
      this.#repeated += 1
      unique = `${id || 'call'}_${this.#repeated}`
    }
    this.#ids.add(unique)
    return unique
  }
}

/** Returns the messages with the results of the calls; only calls at the end of a conversation may have no result yet. */
export function toResultMessages(exchanges: readonly ToolExchange[], isLast: boolean): readonly WireMessage[] {
  return exchanges.flatMap(({ call, results }): WireMessage[] => {
    if (results.length === 0 && isLast) return []
    const texts = results.filter((text) => text !== '')
    const [first = results.length > 0 ? EMPTY_RESULT : MISSING_RESULT, ...rest] = texts
    const content = rest.length === 0 ? first : texts.map((text) => ({ type: 'text' as const, text }))
    return [{ role: 'tool', tool_call_id: call.id, content }]
  })
}

/** The calls of one message that have the same id. */
interface OpenCalls {
  readonly exchanges: ToolExchange[]
  answered: number
}

/** What the model reads about a call whose result the history does not have, such as one that was aborted. */
const MISSING_RESULT = 'There is no result of this tool call.'

/** Cohere refuses empty messages, and prefers results that are JSON objects. */
const EMPTY_RESULT = '{}'
