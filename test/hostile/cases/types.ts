import { type Answerer, completion, either, event, events, eventHead, raw, whole } from '../server/answers.ts'
import type { HostileCase } from '../hostile-case.ts'

/** One of every kind of JSON value, and those between the kinds. */
const values: readonly string[] = [
  'null',
  'true',
  'false',
  '0',
  '-1',
  '1.5',
  '1e999',
  '-1e999',
  '9007199254740993',
  '""',
  '"text"',
  '"NaN"',
  '"\\ud800"',
  '[]',
  '[null]',
  '[[]]',
  '{}',
  '{"a":1}',
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '{"toString":1,"valueOf":2,"toJSON":3}',
  '{"then":1,"length":-1}',
  '[1,"a",{}]',
]

const call = (parts: string): string => `{"content":null,"tool_calls":[${parts}]}`
const named = (more: string): string => call(`{"index":0,"id":"a","type":"function",${more}}`)

/** Every field that a formatter looks at, with a value in its place. */
const fields: Readonly<Record<string, (value: string) => Answerer>> = {
  'the answer': (value) => either(whole({ body: value }), events(value)),
  choices: (value) => both(`{"choices":${value}}`),
  'a choice': (value) => both(`{"choices":[${value}]}`),
  message: (value) => both(`{"choices":[{"index":0,"message":${value},"delta":${value},"finish_reason":"stop"}]}`),
  'the index of a choice': (value) =>
    both(`{"choices":[{"index":${value},"message":{"content":"a"},"delta":{"content":"a"}}]}`),
  content: (value) => completion(`{"content":${value}}`),
  'a part of content': (value) =>
    completion(`{"content":[${value},{"type":"text","text":${value}},{"type":${value}}]}`),
  role: (value) => completion(`{"role":${value},"content":"a"}`),
  refusal: (value) => completion(`{"content":"a","refusal":${value}}`),
  reasoning: (value) => completion(`{"content":"a","reasoning":${value},"reasoning_content":${value}}`),
  tool_calls: (value) => completion(`{"content":null,"tool_calls":${value}}`),
  'a tool call': (value) => completion(call(value)),
  'the index of a tool call': (value) =>
    completion(call(`{"index":${value},"id":"a","function":{"name":"look_up","arguments":"{}"}}`)),
  'the id of a tool call': (value) =>
    completion(call(`{"index":0,"id":${value},"function":{"name":"look_up","arguments":"{}"}}`)),
  'the type of a tool call': (value) =>
    completion(call(`{"index":0,"id":"a","type":${value},"function":{"name":"look_up","arguments":"{}"}}`)),
  function: (value) => completion(named(`"function":${value}`)),
  name: (value) => completion(named(`"function":{"name":${value},"arguments":"{}"}`)),
  arguments: (value) => completion(named(`"function":{"name":"look_up","arguments":${value}}`)),
  'the text of arguments': (value) =>
    completion(named(`"function":{"name":"look_up","arguments":${JSON.stringify(value)}}`)),
  finish_reason: (value) =>
    both(`{"choices":[{"index":0,"message":{"content":"a"},"delta":{"content":"a"},"finish_reason":${value}}]}`),
  usage: (value) => completion('{"content":"a"}', `"usage":${value},`),
  'the counts of usage': (value) =>
    completion(
      '{"content":"a"}',
      `"usage":{"prompt_tokens":${value},"completion_tokens":${value},"total_tokens":${value}},`,
    ),
  'the details of usage': (value) =>
    completion(
      '{"content":"a"}',
      `"usage":{"prompt_tokens":1,"completion_tokens":1,"prompt_tokens_details":${value},"completion_tokens_details":{"reasoning_tokens":${value}}},`,
    ),
  id: (value) => completion('{"content":"a"}', `"id":${value},`),
  model: (value) => completion('{"content":"a"}', `"model":${value},`),
  created: (value) => completion('{"content":"a"}', `"created":${value},`),
  object: (value) => completion('{"content":"a"}', `"object":${value},`),
  logprobs: (value) =>
    both(
      `{"choices":[{"index":0,"message":{"content":"a"},"delta":{"content":"a"},"logprobs":${value},"finish_reason":"stop"}]}`,
    ),
  annotations: (value) => completion(`{"content":"a","annotations":${value},"citations":${value},"sources":${value}}`),
  'content filters': (value) =>
    both(
      `{"prompt_filter_results":${value},"choices":[{"index":0,"message":{"content":"a"},"delta":{"content":"a"},"content_filter_results":${value},"finish_reason":"content_filter"}]}`,
    ),
  'an error under 200': (value) => both(`{"error":${value}}`),
  'an error beside an answer': (value) => completion('{"content":"a"}', `"error":${value},`),
  'an error event': (value) => raw(`${eventHead}event: error\n${event(value)}`),
  error: (value) => whole({ status: 500, body: `{"error":${value}}` }),
  'the body of an error': (value) => whole({ status: 424, body: value }),
  'the message of an error': (value) =>
    whole({ status: 400, body: `{"error":{"message":${value},"error":${value},"title":${value}}}` }),
  'the code of an error': (value) =>
    whole({
      status: 400,
      body: `{"error":{"code":${value},"type":${value},"param":${value},"status":${value},"message":"No."}}`,
    }),
  'the details of an error': (value) =>
    whole({ status: 422, body: `{"detail":${value},"details":${value},"errors":${value}}` }),
  'a detail': (value) =>
    whole({
      status: 422,
      body: `{"detail":[${value},{"loc":${value},"msg":${value},"input":${value}}],"errors":{"a":${value}}}`,
    }),
  'the content filter of an error': (value) =>
    whole({
      status: 400,
      body: `{"error":{"code":"content_filter","message":"No.","innererror":${value},"inner_error":{"content_filter_result":${value}}}}`,
    }),
}

function both(body: string): Answerer {
  return either(whole({ body }), events(body, '[DONE]'))
}

/** Every field with a value of every kind. */
export const typeCases: readonly HostileCase[] = Object.entries(fields).flatMap(([field, answer]) =>
  values.map((value): HostileCase => ({ group: 'wrong types', name: `${value} as ${field}`, answer: answer(value) })),
)
