import { arrayOf, isObject, type JSONObject, objectOf, stringOf } from '../json.ts'
import { joined } from './naive-answer.ts'

/** What some endpoints send beside the answer itself. */
export interface NaiveExtras {
  /** The time of the answer, in ISO's form. */
  readonly createdAt?: string | undefined
  readonly serviceTier?: string | undefined
  readonly systemFingerprint?: string | undefined
  /** The addresses that the answer cites. */
  readonly sourceUrls?: readonly string[] | undefined
  /** Whether there are log probabilities. */
  readonly logprobs?: true | undefined
  /** What is said in a recording. */
  readonly transcript?: string | undefined
}

/** Reads the extras of a chat completion or of the chunks of one; `messages` are its messages or deltas. */
export function readExtras(bodies: readonly JSONObject[], messages: readonly JSONObject[]): NaiveExtras {
  const created = bodies.map((body) => Number(body['created'])).find((seconds) => seconds > 0)
  const logprobs = bodies.flatMap(({ choices }) => arrayOf(choices).map((choice) => objectOf(choice)['logprobs']))
  return {
    createdAt: created === undefined ? undefined : timeOf(created),
    serviceTier: lastText(bodies.map((body) => body['service_tier'])),
    systemFingerprint: lastText(bodies.map((body) => body['system_fingerprint'])),
    sourceUrls: sourceUrlsOf(bodies, messages),
    logprobs: logprobs.some(hasContent) || undefined,
    transcript: joined(messages.map(({ audio }) => stringOf(objectOf(audio)['transcript']))) || undefined,
  }
}

/** Reads seconds, or the milliseconds that some servers send. */
function timeOf(created: number): string {
  return new Date(created > 1e11 ? created : created * 1000).toISOString()
}

function lastText(values: readonly unknown[]): string | undefined {
  return stringOf(values.findLast((value) => typeof value === 'string' && value !== ''))
}

function sourceUrlsOf(bodies: readonly JSONObject[], messages: readonly JSONObject[]): string[] | undefined {
  const annotations = messages.flatMap((message) => arrayOf(message['annotations']).map(objectOf))
  const cited = annotations.map((annotation) => stringOf(objectOf(annotation['url_citation'])['url']))
  const listed = bodies.flatMap(({ citations }) => arrayOf(citations).map(stringOf))
  const searches = messages.flatMap((message) => arrayOf(message['executed_tools']).map(objectOf))
  const found = searches.flatMap((search) => arrayOf(objectOf(search['search_results'])['results']).map(objectOf))
  const urls = [cited, listed, found.map(({ url }) => stringOf(url))]
    .map((list) => list.filter((url) => url !== undefined))
    .find((list) => list.length > 0)
  return urls && [...new Set(urls)]
}

function hasContent(logprobs: unknown): boolean {
  return isObject(logprobs) && Object.values(logprobs).some((value) => Array.isArray(value) && value.length > 0)
}
