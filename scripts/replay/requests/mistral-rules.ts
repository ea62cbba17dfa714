import { arrayOf, type JSONObject, objectOf } from '../json.ts'

/** Finds what Mistral's API refuses in a conversation, whatever it began with. */
export function mistralFaults(body: JSONObject): string[] {
  const messages = arrayOf(body['messages'] ?? objectOf(body['input_data'])['input_string']).map(objectOf)
  const calls = messages.flatMap((message) => arrayOf(message['tool_calls']).map((call) => objectOf(call)['id']))
  const results = messages.filter(({ role }) => role === 'tool').map((message) => message['tool_call_id'])
  const faults = [
    ...[...calls, ...results]
      .filter((id) => !/^[A-Za-z0-9]{9}$/.test(String(id)))
      .map((id) => `the id ${String(id)} is not nine letters or digits`),
    ...results.filter((id) => !calls.includes(id)).map((id) => `no call has the id ${String(id)}`),
    ...messages.filter(isEmptyTurn).map(() => 'an assistant message has neither text nor calls'),
  ]
  for (const [position, { role }] of messages.entries()) {
    if (role === 'user' && messages[position - 1]?.['role'] === 'tool')
      faults.push('a user message follows a tool message')
  }
  return [...new Set(faults)]
}

function isEmptyTurn({ role, content, tool_calls: calls }: JSONObject): boolean {
  const isSilent = Array.isArray(content) ? content.length === 0 : !content
  return role === 'assistant' && isSilent && arrayOf(calls).length === 0
}
