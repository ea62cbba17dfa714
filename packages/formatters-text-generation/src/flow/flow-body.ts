import {
  type ChatRequest,
  ConfigurationError,
  rejectConversation,
  type RequestContext,
  type Fields,
} from '@azureml-endpoints/core'
import type { PromptTurn } from '../prompt/prompt-turn.ts'
import { mergeTurns, toTurns } from '../prompt/turns.ts'
import { mergedParameters } from '../request/parameters.ts'
import type { FlowNames } from './flow-names.ts'

/** Formats the inputs of a flow: the last question, and each earlier one with its answer. */
export function flowBody(request: ChatRequest, context: RequestContext, names: FlowNames): Fields {
  const fields = names.history === undefined ? [names.input] : [names.input, names.history]
  rejectConversation(request, context, fields)
  const turns = mergeTurns(toTurns(request.messages))
  rejectSystem(request)
  const question = turns.at(-1)
  if (question?.role !== 'user') {
    const setting = `messages[${request.messages.length - 1}]`
    throw new ConfigurationError(`${setting} is not a user message, but a flow answers a question. End with one.`, {
      setting,
    })
  }
  const history = historyOf(turns.slice(0, -1), names)
  if (names.history === undefined && history.length > 0) {
    const message =
      '`chatHistory` is false, but the conversation has more than a question. Send the question only, or name the input.'
    throw new ConfigurationError(message, { setting: 'messages' })
  }
  return {
    [names.input]: question.content,
    ...(names.history !== undefined && { [names.history]: history }),
    ...mergedParameters(request, context, {}),
  }
}

function rejectSystem({ messages }: ChatRequest): void {
  const index = messages.findIndex(({ role }) => role === 'system')
  if (index === -1) return
  const setting = `messages[${index}]`
  const message = `${setting} is a system message, for which a flow has no input. Put it into the flow's prompt, or into the first question.`
  throw new ConfigurationError(message, { setting })
}

/** Pairs questions with their answers, which alternate; an answer that comes first has an empty question. */
function historyOf(turns: readonly PromptTurn[], names: FlowNames): readonly Fields[] {
  const pairs: Fields[] = []
  let question = ''
  for (const { role, content } of turns) {
    if (role === 'user') question = content
    else pairs.push({ inputs: { [names.input]: question }, outputs: { [names.answer]: content } })
  }
  return pairs
}
