import { parse, type ScalarTag } from 'yaml'
import { arrayOf, type JSONObject, numberOf, objectOf, stringOf } from '../json.ts'
import { decodeBody } from './decode-body.ts'
import type { RecordedResponse } from './exchange.ts'

/** Reads a YAML cassette: of VCR for Ruby, of its counterpart for Python, or with bodies that were parsed. */
export function readCassette(text: string): RecordedResponse[] | undefined {
  const value: unknown = parse(text, {
    // Both libraries write YAML 1.1, in which fewer plain scalars are numbers.
    schema: 'yaml-1.1',
    customTags: (tags) => [...tags, rubyBinary],
    logLevel: 'silent',
    prettyErrors: false,
    maxAliasCount: -1,
  })
  return interactionsOf(value)
}

/** Ruby writes bytes with a tag of its own. */
const rubyBinary: ScalarTag = { tag: '!binary', resolve: (text) => Buffer.from(text, 'base64') }

/** Finds the interactions of a cassette that was parsed, or of a JSON file in the same form. */
export function interactionsOf(value: unknown): RecordedResponse[] | undefined {
  const { interactions, http_interactions: httpInteractions, request, response } = objectOf(value)
  const list = interactions ?? httpInteractions
  if (Array.isArray(list)) return list.map((interaction) => recordedResponse(objectOf(interaction)))
  if (!isMessage(request) || !isMessage(response)) return undefined
  return [recordedResponse(objectOf(value))]
}

function isMessage(value: unknown): boolean {
  const fields = objectOf(value)
  return 'headers' in fields && ('body' in fields || 'method' in fields)
}

function recordedResponse(interaction: JSONObject): RecordedResponse {
  const request = objectOf(interaction['request'])
  const response = objectOf(interaction['response'])
  const { status } = response
  return {
    url: stringOf(request['uri']) ?? stringOf(request['url']),
    request: decodeBody(request['parsed_body'] ?? request['body']),
    status: numberOf(status) ?? numberOf(objectOf(status)['code']) ?? numberOf(response['status_code']) ?? 200,
    body: decodeBody(response['parsed_body'] ?? response['body'] ?? response['content']),
  }
}

/** Reads the entries of an HTTP archive (HAR). */
export function readArchive(value: unknown): RecordedResponse[] | undefined {
  const { entries } = objectOf(objectOf(value)['log'])
  if (!Array.isArray(entries)) return undefined
  return arrayOf(entries).map((entry) => {
    const { request, response } = objectOf(entry)
    const content = objectOf(objectOf(response)['content'])
    const text = stringOf(content['text']) ?? ''
    return {
      url: stringOf(objectOf(request)['url']),
      request: stringOf(objectOf(objectOf(request)['postData'])['text']),
      status: numberOf(objectOf(response)['status']) ?? 200,
      body: content['encoding'] === 'base64' ? decodeBody({ base64_string: text }) : text,
    }
  })
}
