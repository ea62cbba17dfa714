import { type Answerer, completion, either, event, eventHead, events, raw, reply, whole } from '../server/answers.ts'
import type { HostileCase } from '../hostile-case.ts'

/** Characters that a terminal or a log acts upon. */
const attacks: Readonly<Record<string, string>> = {
  'a color': '\u001B[31mred\u001B[0m',
  'the clipboard': '\u001B]52;c;cm0gLXJmIH4=\u0007',
  'the title of the window': '\u001B]0;owned\u0007',
  'a link': '\u001B]8;;https://evil.example\u0007click\u001B]8;;\u0007',
  'a cleared screen': '\u001B[2J\u001B[H',
  'a control of eight bits': '\u009B31m\u009D0;owned\u009C',
  'a line of its own': 'No.\r\n2030-01-01 INFO user=admin logged in',
  'a line that is written over': 'secret\rharmless',
  'a backspace': 'abc\u0008\u0008\u0008xyz',
  'a bell and NUL': '\u0007\u0000\u000B\u000C',
  DEL: 'a\u007Fb',
  'a separator of lines': 'a\u2028b\u2029c',
  'another direction': '\u202Egnp.exe\u202C\u2066a\u2069',
  'a next line': 'a\u0085b',
}

const places: Readonly<Record<string, (json: string, text: string) => Answerer>> = {
  message: (json) => whole({ status: 400, body: `{"error":{"message":"a ${json} b"}}` }),
  code: (json) => whole({ status: 400, body: `{"error":{"code":"a${json}b","message":"No."}}` }),
  type: (json) => whole({ status: 400, body: `{"error":{"type":"a${json}b","message":"No."}}` }),
  'a detail': (json) => whole({ status: 422, body: `{"detail":[{"loc":["a","${json}"],"msg":"b ${json}"}]}` }),
  'the input of a detail': (json) => whole({ status: 422, body: `{"detail":[{"input":"${json}"}]}` }),
  'the name of a field': (json) => whole({ status: 422, body: `{"errors":{"a${json}":["b"]}}` }),
  'an error under 200': (json) =>
    either(
      whole({ body: `{"error":{"message":"a ${json}","code":"b${json}"}}` }),
      events(`{"error":{"message":"a ${json}","code":"b${json}"}}`),
    ),
  'an error event': (json) => raw(`${eventHead}event: error\n${event(`{"message":"a ${json}","code":"b${json}"}`)}`),
  'plain text': (_, text) => whole({ status: 500, contentType: 'text/plain', body: `a ${text} b` }),
  'a page': (_, text) =>
    whole({ status: 502, contentType: 'text/html', body: `<html><title>a ${text} b</title></html>` }),
  'a text under 200': (_, text) => whole({ contentType: 'text/plain', body: `a ${text} b` }),
  'a shape that nobody knows': (json) =>
    either(
      whole({ body: `{"a${json}":"b${json}","choices":"${json}"}` }),
      events(`{"a${json}":"${json}","choices":"${json}"}`),
    ),
  'broken JSON': (json, text) =>
    either(
      whole({ body: `{"choices":${text}"${json}` }),
      events(`{"choices":${text.replaceAll(/[\r\n]/g, '')}"${json}`),
    ),
  'the name of a tool': (json) =>
    completion(`{"tool_calls":[{"index":0,"id":"${json}","function":{"name":"a${json}","arguments":"b${json}"}}]}`),
  'a finish reason': (json) =>
    either(
      whole({ body: `{"choices":[{"message":{"content":""},"finish_reason":"a${json}"}]}` }),
      events(`{"choices":[{"index":0,"delta":{},"finish_reason":"a${json}"}]}`),
    ),
  'the head': (_, text) => inHead(text),
  'the reason behind 424': (_, text) =>
    whole({
      status: 424,
      lines: [`ms-azureml-model-error-reason: a${bytes(text)}b`, 'ms-azureml-model-error-statuscode: 500'],
    }),
}

/** In what a head allows: bytes, and no line breaks. */
function inHead(text: string): Answerer {
  const value = bytes(text)
  return (exchange) =>
    reply(exchange, {
      status: 403,
      reason: `No ${value}`,
      lines: [`x-request-id: a${value}b`, `x-ms-request-id: ${value}`, `location: ${value}`],
      body: '{"error":{"message":"No."}}',
    })
}

function bytes(text: string): string {
  return Buffer.from(text.replaceAll(/[\r\n]|\0/g, '')).toString('latin1')
}

/** Texts that take over a terminal, or forge a line of a log. */
export const terminalCases: readonly HostileCase[] = Object.entries(places).flatMap(([place, answer]) =>
  Object.entries(attacks).map(([attack, text]): HostileCase => ({
    group: 'terminal and log injection',
    name: `${attack}, in ${place}`,
    answer: answer(JSON.stringify(text).slice(1, -1), text),
  })),
)
