import { countRules } from './count-rules.ts'
import type { Compared, Rule } from './rule.ts'
import type { Difference } from './difference.ts'

/** Returns the rule that explains a difference. */
export function ruleFor(difference: Difference, compared: Compared): Rule | undefined {
  return rules.find(({ explains }) => explains(difference, compared))
}

const rules: readonly Rule[] = [
  ...countRules,
  {
    reason: 'a leading `<think>` block is reasoning, not text',
    explains: ({ field }, { naive, ours }) => {
      const [block, inside = ''] = /^\s*<think>(.*?)(?:<\/think>\s*|$)/s.exec(naive.text) ?? []
      if (block === undefined) return false
      if (field === 'text') return ours.text === naive.text.slice(block.length)
      return field === 'reasoning' && ours.reasoning === (naive.reasoning ?? '') + inside.trim()
    },
  },
  {
    reason: 'the reason is `tool-calls` when there are tool calls to run',
    explains: ({ field, naive, ours }, { ours: { toolCalls = [] } }) =>
      field === 'finishReason meaning' && ours === 'tool-calls' && naive !== 'length' && toolCalls.length > 0,
  },
  {
    reason: 'an answer without a reason is `stop`, and a stream that also lacks `[DONE]` is `interrupted`',
    explains: ({ field, naive, ours }, { streamed, done }) =>
      field === 'finishReason meaning' && naive === undefined && ours === (streamed && !done ? 'interrupted' : 'stop'),
  },
  {
    reason: 'tool calls without arguments have `{}`, which is JSON',
    explains: ({ field, naive, ours }) =>
      field === 'toolCall.arguments' && (naive === '' || naive === 'null') && ours === '{}',
  },
  {
    reason: 'tool calls without an id, or with one that is used twice, get an id of their own',
    explains: ({ field, naive, ours }, { naive: { toolCalls } }) =>
      field === 'toolCall.id' &&
      typeof ours === 'string' &&
      ours !== '' &&
      (!naive || toolCalls.filter(({ id }) => id === naive).length > 1),
  },
  {
    reason: 'tool calls that share an index but have ids of their own stay apart',
    explains: ({ field }, { naive, ours: { toolCalls = [] } }) =>
      field === 'toolCalls' &&
      naive.toolCalls.map(({ arguments: json }) => json).join('') === toolCalls.map((call) => call.arguments).join(''),
  },
  {
    reason: 'a stream keeps the text of its pieces where its last event has another one',
    explains: ({ field }, { naive: { text, reason }, ours, streamed }) =>
      field === 'text' && streamed && reason === 'completed' && isStart(ours.text?.slice(0, -1), text),
  },
  {
    reason: 'a refusal is the text of an answer that has no other',
    explains: ({ field, naive, ours }, { naive: { refusal } }) =>
      Boolean(refusal) &&
      ((field === 'text' && naive === '' && ours === refusal) ||
        (field === 'finishReason meaning' && ours === 'content-filter')),
  },
]

function isStart(start: string | undefined, text: string): boolean {
  return start !== undefined && start.length >= 20 && text.startsWith(start)
}

/** Returns the reason why an answer of a formatter's own family is refused on purpose. */
export function refusalFor(body: string, error: unknown): string | undefined {
  return refusals.find(({ explains }) => explains(body, String(error)))?.reason
}

interface Refusal {
  readonly reason: string
  readonly explains: (body: string, error: string) => boolean
}

const refusals: readonly Refusal[] = [
  {
    reason: 'a stream in which a second message begins before the first has ended is no answer',
    explains: (_body, error) => error.includes('has a second message'),
  },
  {
    reason: 'vectors that are encoded as anything but 32-bit numbers are not decoded',
    explains: (body, error) => /"embedding":"/.test(body) && error.includes('not a list of vectors'),
  },
  {
    reason: "OpenAI's custom tools, whose input is no JSON, are not supported",
    explains: (body, error) => /"type": ?"custom"/.test(body) && /has no function|of type "custom"/.test(error),
  },
  {
    reason: 'a response that the server is still working on (`background: true`) is no answer',
    explains: (body, error) =>
      /"status":"(?:queued|in_progress)"/.test(body) && error.includes('The response is not finished'),
  },
]
