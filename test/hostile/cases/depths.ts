import { type Answerer, completion, event, events, eventHead, raw, whole } from '../server/answers.ts'
import type { HostileCase } from '../hostile-case.ts'

const deep = 100_000
const lists = '['.repeat(deep) + ']'.repeat(deep)
const objects = `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`
const errors = `${'{"error":'.repeat(deep)}{"message":"No."}${'}'.repeat(deep)}`
const inStrings = nestedStrings(12)

function nestedStrings(depth: number): string {
  let json = '{"message":"No."}'
  for (let level = 0; level < depth; level++) json = JSON.stringify({ message: json })
  return json
}

const depths: Readonly<Record<string, Answerer>> = Object.fromEntries(
  Object.entries({ lists, objects }).flatMap(([kind, value]): [string, Answerer][] => [
    [`${kind} as an error`, whole({ status: 500, body: value })],
    [`${kind} as an answer`, whole({ body: value })],
    [`${kind} as an event`, events(value)],
    [`${kind} in error`, whole({ status: 500, body: `{"error":${value}}` })],
    [`${kind} in error.message`, whole({ status: 500, body: `{"error":{"message":${value}}}` })],
    [`${kind} in error.code`, whole({ status: 500, body: `{"error":{"code":${value},"message":"No."}}` })],
    [`${kind} in error under 200`, whole({ body: `{"error":${value}}` })],
    [`${kind} in an error event`, raw(eventHead, `event: error\n${event(value)}`)],
    [`${kind} in detail`, whole({ status: 422, body: `{"detail":${value}}` })],
    [`${kind} in the input of a detail`, whole({ status: 422, body: `{"detail":[{"input":${value}}]}` })],
    [`${kind} in the place of a detail`, whole({ status: 422, body: `{"detail":[{"loc":[${value}],"msg":"No."}]}` })],
    [`${kind} in errors`, whole({ status: 422, body: `{"errors":{"a":${value}}}` })],
    [
      `${kind} in a content filter`,
      whole({ status: 400, body: `{"error":{"message":"No.","innererror":{"content_filter_result":${value}}}}` }),
    ],
    [`${kind} in choices`, whole({ body: `{"choices":${value}}` })],
    [`${kind} in content`, completion(`{"content":${value}}`)],
    [`${kind} in a part of content`, completion(`{"content":[{"type":"text","text":${value}}]}`)],
    [`${kind} in reasoning`, completion(`{"content":"a","reasoning_content":${value}}`)],
    [
      `${kind} in arguments`,
      completion(
        `{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"look_up","arguments":${value}}}]}`,
      ),
    ],
    [
      `${kind} in arguments as text`,
      completion(
        `{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"look_up","arguments":${JSON.stringify(value)}}}]}`,
      ),
    ],
    [
      `${kind} in a name`,
      completion(
        `{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":${value},"arguments":"{}"}}]}`,
      ),
    ],
    [
      `${kind} in the details of usage`,
      completion('{"content":"a"}', `"usage":{"prompt_tokens":1,"completion_tokens_details":${value}},`),
    ],
    [`${kind} in an unknown field`, completion('{"content":"a"}', `"unknown":${value},`)],
    [`${kind} in logprobs`, completion(`{"content":"a","logprobs":${value}}`)],
    [`${kind} in JSON in a string`, whole({ status: 424, body: JSON.stringify({ message: value.slice(0, 30_000) }) })],
  ]),
)

/** JSON that is deeper than anybody expects, in every place. */
export const depthCases: readonly HostileCase[] = Object.entries({
  ...depths,
  'errors in errors': whole({ status: 500, body: errors }),
  'errors in errors under 200': whole({ body: errors }),
  'errors in strings of strings': whole({ status: 424, body: inStrings }),
}).map(([name, answer]) => ({ group: 'depth, counts and sizes', name, answer }))
