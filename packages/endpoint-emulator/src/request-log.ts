import { styleText } from 'node:util'
import { isObject } from './json-value.ts'
import { lastUserText } from './script/matcher.ts'
import type { RecordedRequest } from './server/recorded-request.ts'

/** Writes one line about a request and its answer: time, method, path, status, duration, and what was asked. */
export function describeRequest(request: RecordedRequest, milliseconds: number): string {
  const { method, url, status, deployment, endpoint } = request
  const stream = isObject(request.body) && request.body['stream'] === true ? ' stream' : ''
  const asked = shorten(lastUserText(request.body))
  const place = [endpoint, deployment === 'default' ? undefined : deployment].filter(Boolean).join('/')
  return [
    styleText('dim', request.time.toTimeString().slice(0, 8)),
    method.padEnd(4),
    url,
    colour(status ?? 0),
    styleText('dim', `${Math.round(milliseconds)} ms${stream}${place ? ` ${place}` : ''}`),
    ...(asked ? [`"${asked}"`] : []),
  ].join(' ')
}

function colour(status: number): string {
  const word = status === 0 ? 'reset' : String(status)
  return styleText(status === 200 ? 'green' : status === 0 || status >= 500 ? 'red' : 'yellow', word)
}

function shorten(text: string): string {
  const line = Array.from(text.replace(/\s+/g, ' ').trim())
  return line.length > 60 ? `${line.slice(0, 59).join('')}…` : line.join('')
}
