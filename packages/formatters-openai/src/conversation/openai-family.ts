import type { ModelFamily } from './family.ts'
import { inOrder, isEmptyAnswer, mergedTurn, type Turn, withAllResults } from './turns.ts'
import type { WireMessage } from './wire-message.ts'

/**
 * The rules that OpenAI and most servers with its format share. Models differ beyond them, so everything else is sent as it is.
 */
export const openAIFamily: ModelFamily = {
  shape,
  reasoningField: 'reasoning_content',
  sendsForeignFields: true,
}

function shape(turns: readonly Turn[]): readonly WireMessage[] {
  const kept = withoutEmptyAnswers(turns)
  // Calls at the end have no results yet, which is left to the endpoint to report.
  const last = kept.findLastIndex(({ message }) => message.role !== 'tool')
  return inOrder(kept.map((turn, position) => (position < last ? withAllResults(turn) : turn)))
}

/** Drops answers that say nothing. User messages that this brings together become one, since some models require turns to alternate. */
function withoutEmptyAnswers(turns: readonly Turn[]): readonly Turn[] {
  const kept: [Turn, ...Turn[]][] = []
  let dropped = false
  for (const turn of turns) {
    const last = kept.at(-1)
    if (isEmptyAnswer(turn)) {
      dropped = true
      continue
    }
    if (dropped && last?.[0].message.role === 'user' && turn.message.role === 'user') last.push(turn)
    else kept.push([turn])
    dropped = false
  }
  return kept.length > 0 ? kept.map(mergedTurn) : turns
}
