import type { ChatMessage } from '../../messages/chat-message.ts'
import type { ChatRequest, ToolChoice } from '../../messages/chat-request.ts'
import { countIn, mentions, sameJson } from '../values/body-search.ts'
import { type Rule, show, type TestedCodec, violation } from '../checks/rule.ts'
import { contextsOf, format } from '../checks/format.ts'
import { marker } from '../values/marker.ts'
import { expectDifference } from './message-rules.ts'
import { markedTool, question, turns } from '../values/requests.ts'

/** Rules for tools and tool calls. */
export const toolRules: readonly Rule[] = [
  {
    title: 'sends tools or refuses them',
    remedy:
      "send every tool with its name, description and parameters, or throw new ConfigurationError('…', { setting: 'tools' }).",
    check(codec) {
      for (const context of contextsOf(codec)) {
        const [one, other] = [markedTool(), markedTool()]
        const request = question(marker('user'), { tools: [one.tool, other.tool] })
        const { body, refusal } = format(codec, request, context)
        if (refusal !== undefined) continue
        for (const [which, { words }] of Object.entries({ first: one, second: other })) {
          for (const [what, word] of Object.entries(words)) {
            if (mentions(body, word)) continue
            throw violation(codec, 'formatRequest', `dropped the ${what} of the ${which} tool: ${show(body)}.`)
          }
        }
      }
    },
  },
  {
    title: 'sends the tool choice or refuses it',
    remedy:
      "send 'none', 'required' and { name } each as a different value, or throw new ConfigurationError('…', { setting: 'toolChoice' }) for a choice that the format does not have.",
    check(codec) {
      for (const context of contextsOf(codec)) {
        const tools = [markedTool().tool, markedTool().tool] as const
        const ask = (toolChoice?: ToolChoice): ChatRequest => ({ messages: turns(['Go.']), tools, toolChoice })
        const choices = [undefined, 'none', 'required', { name: tools[0].name }, { name: tools[1].name }] as const
        const formattedChoices = choices
          .map((choice) => ({ choice, formatted: format(codec, ask(choice), context) }))
          .filter(({ formatted }) => formatted.refusal === undefined)
        for (const [index, { choice, formatted }] of formattedChoices.entries()) {
          const same = formattedChoices.slice(0, index).find((other) => sameJson(formatted.body, other.formatted.body))
          if (same === undefined) continue
          const other = same.choice === undefined ? 'no choice at all' : show(same.choice)
          const problem = `created the same body for toolChoice ${show(choice)} and ${other}`
          throw violation(codec, 'formatRequest', `${problem}: ${show(formatted.body)}.`)
        }
      }
    },
  },
  {
    title: 'sends tool calls and their results or refuses them',
    remedy:
      "send an assistant message's `toolCalls` with names and arguments, and each tool message as the result of the call that its `toolCallId` names; or throw new ConfigurationError('…', { setting: 'messages[1].toolCalls' }).",
    check(codec) {
      for (const context of contextsOf(codec)) {
        checkHistory(codec, calledTools('{"result":"', '"}'), context)
        checkHistory(codec, calledTools('as text: ', ''), context)
        checkUnanswered(codec, context)
      }
      const { messages, swapped, saidByUser } = calledTools('as text: ', '')
      expectDifference(codec, [messages, saidByUser], 'creates the same body for tool results and for user messages:')
      expectDifference(codec, [messages, swapped], 'does not send which result belongs to which call:')
    },
  },
]

function checkHistory(codec: TestedCodec, called: CalledTools, context: { stream?: boolean }): void {
  const after = [...called.messages, { role: 'assistant', content: 'So.' }, ...turns(['Thanks.'])] as const
  for (const messages of [called.messages, after as readonly ChatMessage[]]) {
    for (const tools of [called.tools, undefined]) {
      const { body, refusal } = format(codec, { messages, tools }, context)
      if (refusal !== undefined) continue
      for (const [what, word] of Object.entries(called.words)) {
        if (!mentions(body, word)) throw violation(codec, 'formatRequest', `dropped the ${what}: ${show(body)}.`)
      }
      for (const id of called.ids) {
        if (countIn(body, id) !== 1) continue
        throw violation(
          codec,
          'formatRequest',
          `did not send the id of a tool call with both the call and its result: ${show(body)}.`,
        )
      }
    }
  }
}

/** Tool calls have to be sent even if their results are missing. */
function checkUnanswered(codec: TestedCodec, context: { stream?: boolean }): void {
  const { messages, words } = calledTools('', '')
  const { body, refusal } = format(codec, { messages: [...messages.slice(0, 2), ...turns(['Never mind.'])] }, context)
  if (refusal !== undefined) return
  for (const what of ["first call's name", "first call's arguments"] as const) {
    if (mentions(body, words[what] ?? '')) continue
    throw violation(codec, 'formatRequest', `dropped the ${what} from a conversation: ${show(body)}.`)
  }
}

interface CalledTools {
  readonly tools: ChatRequest['tools']
  readonly messages: readonly ChatMessage[]
  /** The same messages with the results of the two calls swapped. */
  readonly swapped: readonly ChatMessage[]
  /** The same messages with the results as user messages. */
  readonly saidByUser: readonly ChatMessage[]
  readonly words: Readonly<Record<string, string>>
  readonly ids: readonly string[]
}

/** Creates a conversation with two calls whose results come in reverse order. */
function calledTools(before: string, behind: string): CalledTools {
  const tools = [markedTool(), markedTool()] as const
  const words = {
    'text beside the tool calls': marker('answer'),
    "first call's name": tools[0].tool.name,
    "second call's name": tools[1].tool.name,
    "first call's arguments": marker('argument'),
    "second call's arguments": marker('argument'),
    "first call's result": marker('result'),
    "second call's result": marker('result'),
  }
  const ids = [marker('call'), marker('call')] as const
  const calls = ids.map((id, index) => {
    const { tool, words: names } = tools[index] ?? tools[0]
    const argument = index === 0 ? words["first call's arguments"] : words["second call's arguments"]
    return { id, name: tool.name, arguments: JSON.stringify({ [names.parameter ?? '']: argument }) }
  })
  const results = [words["second call's result"], words["first call's result"]].map((word) => before + word + behind)
  const start: ChatMessage[] = [
    { role: 'user', content: marker('user') },
    { role: 'assistant', content: words['text beside the tool calls'], toolCalls: calls },
  ]
  const answered = (order: readonly string[]): ChatMessage[] =>
    results.map((content, index) => ({ role: 'tool', content, toolCallId: order[index] ?? '' }))
  return {
    tools: tools.map(({ tool }) => tool),
    messages: [...start, ...answered([ids[1], ids[0]])],
    swapped: [...start, ...answered(ids)],
    saidByUser: [...start, ...results.map((content): ChatMessage => ({ role: 'user', content }))],
    words,
    ids,
  }
}
