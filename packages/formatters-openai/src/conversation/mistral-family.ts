import type { ModelFamily } from './family.ts'
import { withMistralIds } from './mistral-ids.ts'
import { rejectResultsWithoutCall } from './stray-results.ts'
import { withoutSystemMessages } from './system-messages.ts'
import {
  inOrder,
  isEmptyAnswer,
  joinedContent,
  mergedTurn,
  type Turn,
  withAllResults,
  withOneResultEach,
} from './turns.ts'
import type { WireMessage } from './wire-message.ts'

/**
 * The rules of Mistral's tokenizers and chat templates: user and assistant alternate, starting with the user; no assistant
 * message is empty; each call has one result, right after its message; an assistant message separates results from the next user
 * message; a conversation that ends with an assistant message asks the model to continue it.
 */
export const mistralFamily: ModelFamily = {
  shape,
  reasoningField: 'thinking',
  sendsForeignFields: false,
}

function shape(all: readonly Turn[]): readonly WireMessage[] {
  const { instructions, turns } = withoutSystemMessages(all)
  rejectResultsWithoutCall(turns)
  const alternating = mergeTurns(turns.filter((turn) => !isEmptyAnswer(turn)))
  const answered = alternating.map((turn) => withOneResultEach(withAllResults(turn)))
  const messages = [...startOf(answered[0], instructions), ...bridged(inOrder(withMistralIds(answered)))]
  return asPrefix(instructions === '' ? messages : withInstructions(messages, instructions))
}

/** Merges what follows each other without a change of the speaker. */
function mergeTurns(turns: readonly Turn[]): readonly Turn[] {
  const runs: [Turn, ...Turn[]][] = []
  for (const turn of turns) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (last?.message.role === turn.message.role && last.exchanges.length === 0) run?.push(turn)
    else runs.push([turn])
  }
  return runs.map(mergedTurn)
}

/** Adds a user message where the model speaks first, as Mistral's own library does. */
function startOf(first: Turn | undefined, instructions: WireMessage['content']): readonly WireMessage[] {
  if (first?.message.role === 'user') return []
  if (first === undefined && instructions !== '') return []
  return [{ role: 'user', content: '' }]
}

/** Puts an assistant message between results and a user message. */
function bridged(messages: readonly WireMessage[]): readonly WireMessage[] {
  return messages.flatMap((message, position) =>
    message.role === 'user' && messages[position - 1]?.role === 'tool' ? [BRIDGE, message] : [message],
  )
}

const BRIDGE: WireMessage = { role: 'assistant', content: 'OK' }

function withInstructions(
  [first, ...rest]: readonly WireMessage[],
  instructions: WireMessage['content'],
): readonly WireMessage[] {
  if (first === undefined) return [{ role: 'user', content: instructions }]
  return [{ ...first, content: joinedContent([instructions, first.content]) }, ...rest]
}

/** Marks an assistant message at the end as the start of the answer; without the mark Mistral rejects it. */
function asPrefix(messages: readonly WireMessage[]): readonly WireMessage[] {
  const last = messages.at(-1)
  return last?.role === 'assistant' ? [...messages.slice(0, -1), { ...last, prefix: true }] : messages
}
