import type { ChatRequest } from '../../messages/chat-request.ts'
import type { ChatChunk, ChatResponse } from '../../messages/chat-response.ts'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import type { ContentFormatterBase } from '../../formatter/formatter.ts'
import { leavesOf, sameJson } from '../values/body-search.ts'
import { type Rule, show, type TestedCodec, violation } from '../checks/rule.ts'
import { countsOf, difference, type ActualAnswer } from '../checks/expected-answer.ts'
import { fakeFetch } from '../fakes/fake-fetch.ts'
import { codecOf, contextOf, describe, format } from '../checks/format.ts'
import { read, readStream } from '../checks/read.ts'
import type { ExpectedAnswer, RecordedExchange } from '../exchanges/recorded-exchange.ts'
import { copyOf } from '../values/json-copy.ts'
import { question } from '../values/requests.ts'
import { sse } from '../fakes/sse.ts'

/** Returns the rules that a recorded exchange allows to test. */
export function rulesOf(exchange: RecordedExchange): readonly Rule[] {
  const { name, request, response, events } = exchange
  const rules: Rule[] = []
  const add = ({ title, ...rule }: Rule): void => void rules.push({ title: `${title} (${name})`, ...rule })
  if (request !== undefined) add(createsBody(exchange, request))
  if (response !== undefined) add(parsesAnswer(exchange))
  if (events !== undefined) add(parsesStream(exchange, events))
  if (request !== undefined) add(worksInClient(exchange, request))
  return rules
}

function createsBody({ context, body, events, response }: RecordedExchange, request: ChatRequest): Rule {
  return {
    title: 'creates the recorded body for the recorded request',
    remedy: 'compare the two bodies; if the recorded one is from another host or a stream, set its `context`.',
    check(codec) {
      // If the context does not say, a body recorded with events may be that of a stream.
      const streams =
        context?.stream === undefined && events !== undefined
          ? [response === undefined, response !== undefined]
          : [context?.stream]
      const formatted = streams.map((stream) => format(codec, copyOf(request), { ...context, stream: stream ?? false }))
      const refused = formatted[0]?.refusal
      if (refused !== undefined)
        throw violation(codec, 'formatRequest', `refused a recorded request: ${refused.message}`)
      if (body === undefined || formatted.some((one) => sameJson(one.body, JSON.parse(JSON.stringify(body))))) return
      throw violation(codec, 'formatRequest', `created ${show(formatted[0]?.body)} instead of ${show(body)}.`)
    },
  }
}

function parsesAnswer(exchange: RecordedExchange): Rule {
  return {
    title: 'parses the recorded answer as expected',
    remedy:
      'compare the result with the recorded response; `expected` is what the client returns, with tool-call arguments as JSON text.',
    async check(codec) {
      const fetch = fakeFetch(bodyText(exchange.response))
      const client = clientOf(parsingOnly(codec, exchange), codec, { exchange, fetch })
      let answer: ChatResponse
      try {
        answer = await client.chat(question('A question.'), { maxRetries: 0 })
      } catch (error) {
        throw violation(codec, 'parseResponse', `could not parse the recorded answer: ${describe(error)}`)
      }
      const wrong = difference(answer, exchange.expected, exchange.response)
      if (wrong !== undefined) throw violation(codec, 'parseResponse', `returned ${wrong}.`)
    },
  }
}

function parsesStream(exchange: RecordedExchange, events: readonly unknown[]): Rule {
  return {
    title: 'parses a stream into chunks that join to the whole answer',
    remedy:
      'return every piece once and in order; return what was held back when the reader is called with `undefined`; parse finish reason and usage of the last events too. If the stream ends with [DONE], record it.',
    async check(codec) {
      if (codecOf(codec).openStream === undefined) {
        throw violation(codec, 'openStream', 'is missing, but a stream is recorded.')
      }
      readStream(codec, events, exchange.body)
      const client = clientOf(parsingOnly(codec, exchange), codec, { exchange, fetch: fakeFetch(sse(events)) })
      const chunks: ChatChunk[] = []
      try {
        for await (const chunk of client.stream(question('A question.'), { maxRetries: 0 })) chunks.push(chunk)
      } catch (error) {
        throw violation(codec, 'openStream', `could not parse the recorded stream: ${describe(error)}`)
      }
      const answer = joined(chunks)
      const wrong =
        difference(answer, expectedOfStream(exchange), events) ?? difference(answer, ofWhole(codec, exchange), events)
      if (wrong !== undefined)
        throw violation(codec, 'openStream', `returned a reader whose joined chunks have ${wrong}.`)
    },
  }
}

function worksInClient(exchange: RecordedExchange, request: ChatRequest): Rule {
  return {
    title: 'works in AzureMLEndpointClient',
    remedy: 'read the error: the client calls the codec like the other tests, but through a fake `fetch`.',
    async check(codec) {
      const { url, modelKwargs } = contextOf(codec, exchange.context ?? {})
      for (const stream of exchange.events === undefined ? [false] : [false, codecOf(codec).openStream !== undefined]) {
        const fetch = fakeFetch(stream ? sse(exchange.events ?? []) : bodyText(exchange.response ?? 'not recorded'))
        const client = clientOf(codec.formatter, codec, { exchange, fetch })
        const call = stream ? drain(client.stream(copyOf(request))) : client.chat(copyOf(request), { maxRetries: 0 })
        const failure = await call.then(() => undefined, describe)
        const [sent] = fetch.requests
        const direct = format(codec, copyOf(request), {
          ...exchange.context,
          stream,
          url,
          modelKwargs,
          deploymentName: undefined,
        })
        if (sent === undefined) throw violation(codec, 'formatRequest', `prevented the request: ${failure}`)
        if (sameJson(sent.body, direct.body)) continue
        throw violation(
          codec,
          'formatRequest',
          `created ${show(sent.body)} in the client, but ${show(direct.body)} when called directly.`,
        )
      }
    },
  }
}

async function drain(chunks: AsyncIterable<ChatChunk>): Promise<void> {
  for await (const _ of chunks);
}

/** Wraps a formatter so that only its parsing is tested; other rules test its requests. */
function parsingOnly(codec: TestedCodec, { body }: RecordedExchange): ContentFormatterBase {
  const { openStream } = codecOf(codec)
  return {
    name: String(codec.formatter.name),
    codecs: {
      [codec.apiType]: {
        formatRequest: () => body ?? {},
        parseResponse: (...answer: [body: unknown, sent?: unknown]) => codecOf(codec).parseResponse(...answer),
        ...(openStream && { openStream: (sent?: unknown) => codecOf(codec).openStream?.(sent) }),
      },
    },
  } as ContentFormatterBase
}

function clientOf(
  contentFormatter: ContentFormatterBase,
  codec: TestedCodec,
  { exchange, fetch }: { readonly exchange: RecordedExchange; readonly fetch: typeof globalThis.fetch },
): AzureMLEndpointClient {
  return new AzureMLEndpointClient({
    endpointUrl: contextOf(codec, exchange.context ?? {}).url,
    endpointApiType: codec.apiType,
    endpointApiKey: 'a-key-of-the-kit',
    // Empty, so that the environment variable is not used.
    deploymentName: '',
    modelKwargs: exchange.context?.modelKwargs,
    contentFormatter,
    fetch,
  })
}

/** Leaves out a usage that the events do not contain: some servers report it only in whole answers. */
function expectedOfStream({ expected, events }: RecordedExchange): ExpectedAnswer {
  const { usage, ...rest } = expected
  if (usage === undefined) return expected
  const numbers = new Set(leavesOf(events).map(({ value }) => value))
  const counts = Object.values(countsOf(usage))
  return counts.every((count) => numbers.has(count)) ? expected : rest
}

/** Returns what the codec parses from the recorded whole answer, which the stream should match. */
function ofWhole(codec: TestedCodec, { response, body }: RecordedExchange): ExpectedAnswer {
  const parsed = response === undefined ? undefined : read(codec, copyOf(response), body).parsed
  if (parsed === undefined) return {}
  const toolCalls = parsed.toolCalls?.map(({ name, arguments: json }) => ({ name, arguments: json }))
  return {
    ...(typeof parsed.text === 'string' && { text: parsed.text }),
    ...(parsed.reasoning && { reasoning: parsed.reasoning }),
    ...(toolCalls && toolCalls.length > 0 && { toolCalls }),
    ...(parsed.finishReason && toolCalls === undefined && { finishReason: parsed.finishReason }),
  }
}

function joined(chunks: readonly ChatChunk[]): ActualAnswer {
  const toolCalls: { id: string; name: string; arguments: string }[] = []
  for (const { index, id, name, arguments: json } of chunks.flatMap((chunk) => chunk.toolCalls ?? [])) {
    const call = (toolCalls[index] ??= { id: '', name: '', arguments: '' })
    call.id += id ?? ''
    call.name += name ?? ''
    call.arguments += json ?? ''
  }
  return {
    text: chunks.map(({ text }) => text ?? '').join(''),
    reasoning: chunks.map(({ reasoning }) => reasoning ?? '').join('') || undefined,
    toolCalls,
    finishReason: chunks.findLast(({ finishReason }) => finishReason !== undefined)?.finishReason,
    usage: chunks.findLast(({ usage }) => usage !== undefined)?.usage,
  }
}

function bodyText(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body)
}
