import { styleText } from 'node:util'
import { escapeLine } from './escape-controls.ts'
import { isObject } from '../json/json-value.ts'
import { lastUserText } from '../json/message-text.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'

/** Formats one log line for a request and its response: time, method, path, status, duration, and the start of the prompt. */
export function describeRequest(request: RecordedRequest, milliseconds: number): string {
  const { method, url, status, deployment, endpoint } = request
  const stream = isObject(request.body) && request.body['stream'] === true ? ' stream' : ''
  const asked = escapeLine(shorten(lastUserText(request.body).slice(0, 1_000).replace(/\s+/g, ' ').trim(), 60))
  const place = [endpoint, deployment === 'default' ? undefined : deployment].filter(Boolean).join('/')
  return [
    styleText('dim', request.time.toTimeString().slice(0, 8)),
    escapeLine(method).padEnd(4),
    escapeLine(shorten(url, 2_000)),
    colour(status ?? 0),
    styleText('dim', `${Math.round(milliseconds)} ms${stream}${place ? ` ${escapeLine(shorten(place, 200))}` : ''}`),
    ...(asked ? [`"${asked}"`] : []),
  ].join(' ')
}

function colour(status: number): string {
  const word = status === 0 ? 'reset' : String(status)
  return styleText(status === 200 ? 'green' : status === 0 || status >= 500 ? 'red' : 'yellow', word)
}

function shorten(text: string, length: number): string {
  const characters = Array.from(text.slice(0, 2 * length + 2)) // a character has at most two units
  return characters.length > length ? `${characters.slice(0, length - 1).join('')}…` : text
}
