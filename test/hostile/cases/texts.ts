import { type Answerer, completion, either, event, events, whole } from '../server/answers.ts'
import type { HostileCase } from '../hostile-case.ts'

const good = '"choices":[{"index":0,"message":{"content":"a"},"delta":{"content":"a"},"finish_reason":"stop"}]'

/** Texts that are nearly JSON, or JSON that is nearly an answer. */
const bodies: Readonly<Record<string, string>> = {
  nothing: '',
  'white space': ' \n\t ',
  'a word': 'OK',
  NaN: 'NaN',
  Infinity: '-Infinity',
  'NaN inside': `{"usage":{"prompt_tokens":NaN},${good}}`,
  undefined: 'undefined',
  'a trailing comma': `{${good},}`,
  'single quotes': "{'choices':[]}",
  'a comment': `/* a */ {${good}}`,
  'two values': `{${good}}{${good}}`,
  'two values, an error last': `{${good}}{"error":{"message":"No."}}`,
  'a value and rubbish': `{${good}}<html>`,
  'a value with a prefix': `)]}',\n{${good}}`,
  'a callback': `callback({${good}})`,
  'JSON twice encoded': JSON.stringify(`{${good}}`),
  'JSON three times encoded': JSON.stringify(JSON.stringify(`{${good}}`)),
  'an error twice encoded': JSON.stringify('{"error":{"message":"No."}}'),
  'keys twice': `{"choices":[],${good},"choices":null,${good}}`,
  '__proto__ as a key': `{"__proto__":{"choices":[]},${good}}`,
  '__proto__ alone': `{"__proto__":{${good}}}`,
  'constructor as a key': `{"constructor":{"prototype":{"isAdmin":true}},${good}}`,
  'hasOwnProperty as a key': `{"hasOwnProperty":1,"toString":2,"valueOf":3,${good}}`,
  toJSON: `{"toJSON":{"a":1},"then":{"a":1},${good}}`,
  'a lone surrogate': `{"id":"\\ud800",${good}}`,
  'the wrong order of surrogates': `{"id":"\\udc00\\ud800",${good}}`,
  'NUL as an escape': `{"id":"a\\u0000b",${good}}`,
  'a raw line break in a string': `{"id":"a\nb",${good}}`,
  'a raw NUL': `{"id":"a\u0000b",${good}}`,
  'a wrong escape': `{"id":"\\x41",${good}}`,
  'half an escape': '{"id":"\\u00',
  'an open string': '{"choices":[{"message":{"content":"a',
  'a huge exponent': `{"created":1e400,"usage":{"prompt_tokens":1e400,"completion_tokens":-1e400},${good}}`,
  'a date beyond dates': `{"created":8.64e15,${good}}`,
  'a negative date': `{"created":-1e15,${good}}`,
  XML: '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><error><message>&b;</message></error>',
  YAML: 'choices:\n  - message: {content: a}',
  'a page': '<!doctype html><html><head><title></title></head><body></body></html>',
  'an image': '\u0089PNG\r\n\u001A\n',
}

const allBodies = Object.entries(bodies).flatMap(([name, body]): [string, Answerer][] => [
  [`${name} as the answer`, either(whole({ body }), events(body.replaceAll(/[\r\n]/g, ' '), '[DONE]'))],
  [`${name} as an error`, whole({ status: 500, body })],
  [`${name} as an error of the model`, whole({ status: 424, lines: ['ms-azureml-model-error-statuscode: 500'], body })],
])

const keys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'toJSON',
  'then',
  'length',
  'name',
  '',
  '0',
  '-1',
]
const texts = [...keys, '\\ud800', '\\u0000', '\\u202e', 'x'.repeat(2000)]

/** Names that mean something to a program, wherever a text may stand. */
const named = texts.flatMap((text): [string, Answerer][] => {
  const shown = text.slice(0, 20)
  return [
    [
      `a tool named "${shown}"`,
      completion(`{"tool_calls":[{"index":0,"id":"${text}","function":{"name":"${text}","arguments":"{}"}}]}`),
    ],
    [
      `arguments with the key "${shown}"`,
      completion(
        `{"tool_calls":[{"index":0,"id":"a","function":{"name":"look_up","arguments":"{\\"${text.replace('\\', '\\\\')}\\":{\\"a\\":1}}"}}]}`,
      ),
    ],
    [
      `the finish reason "${shown}"`,
      either(
        whole({ body: `{"choices":[{"message":{"content":"a"},"finish_reason":"${text}"}]}` }),
        events(`{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"${text}"}]}`),
      ),
    ],
    [
      `the code "${shown}"`,
      whole({ status: 400, body: `{"error":{"code":"${text}","type":"${text}","message":"${text}"}}` }),
    ],
    [
      `fields named "${shown}"`,
      completion(`{"content":"a","${text}":{"a":1}}`, `"${text}":{"a":1},"usage":{"${text}":1},`),
    ],
    [
      `the event "${shown}"`,
      whole({ contentType: 'text/event-stream', body: `event: ${text}\n${event(`{"${text}":1,${good}}`)}` }),
    ],
    [
      `the header "${shown}"`,
      whole({ status: 429, lines: [`x-ratelimit-reset: ${text}`, `x-request-id: ${text}`, `retry-after: ${text}`] }),
    ],
  ]
})

/** Texts that a careless reader trips over. */
export const textCases: readonly HostileCase[] = [...allBodies, ...named].map(([name, answer]) => ({
  group: 'strange texts',
  name,
  answer,
}))
