import { arrayOf, type JSONObject, objectOf } from '../json.ts'

/** A field of a request, as it was recorded and as it is written. */
export interface RequestDifference {
  readonly field: string
  readonly recorded: unknown
  readonly written: unknown
}

/** Returns the reason why a field of a request is written in another way on purpose. */
export function requestRuleFor(difference: RequestDifference): string | undefined {
  return rules.find(({ explains }) => explains(difference))?.reason
}

interface RequestRule {
  readonly reason: string
  readonly explains: (difference: RequestDifference) => boolean
}

const rules: readonly RequestRule[] = [
  {
    reason: 'a choice of tools is left out where there are no tools',
    explains: ({ field, written }) => field === 'tool_choice' && written === undefined,
  },
  {
    reason: 'a schema without a name is called `response`',
    explains: ({ field, recorded, written }) => {
      const [before, after] = [recorded, written].map((format) => objectOf(objectOf(format)['json_schema']))
      return field === 'response_format' && before?.['name'] === undefined && after?.['name'] === 'response'
    },
  },
  {
    reason: 'an assistant message without text and calls, which servers refuse, is left out',
    explains: ({ field, recorded, written }) => {
      const messages = arrayOf(recorded).filter((message) => !isEmptyTurn(objectOf(message)))
      return field === 'messages' && JSON.stringify(messages) === JSON.stringify(written)
    },
  },
  {
    reason: 'a file without a name is called `file`, or `file.pdf`',
    explains: ({ field, recorded, written }) =>
      field === 'messages' && JSON.stringify(recorded) === JSON.stringify(written).replaceAll(madeNames, ''),
  },
]

const madeNames = /,"filename":"file(\.pdf)?"/g

function isEmptyTurn({ role, content, calls }: JSONObject): boolean {
  return role === 'assistant' && arrayOf(content).length === 0 && calls === undefined
}
