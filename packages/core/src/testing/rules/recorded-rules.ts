import type { ChatChunk, ChatRequest, ChatResponse } from '../../messages/chat.ts'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import type { ContentFormatterBase } from '../../formatter/formatter.ts'
import { leavesOf, sameJson } from '../values/body-search.ts'
import { type Rule, show, type TestedCodec, violation } from '../checks/rule.ts'
import { countsOf, difference, type ReadAnswer } from '../checks/expected-answer.ts'
import { fakeFetch } from '../fakes/fake-fetch.ts'
import { codecOf, contextOf, describe, format } from '../checks/format.ts'
import { read, readStream } from '../checks/read.ts'
import type { ExpectedAnswer, RecordedExchange } from '../exchanges/recorded-exchange.ts'
import { copyOf } from '../values/json-copy.ts'
import { question } from '../values/requests.ts'
import { sse } from '../fakes/sse.ts'

/** What a formatter owes a recorded exchange. */
export function rulesOf(exchange: RecordedExchange): readonly Rule[] {
  const { name, request, response, events } = exchange
  const rules: Rule[] = []
  const owe = ({ title, ...rule }: Rule): void => void rules.push({ title: `${title} (${name})`, ...rule })
  if (request !== undefined) owe(makesBody(exchange, request))
  if (response !== undefined) owe(readsAnswer(exchange))
  if (events !== undefined) owe(readsStream(exchange, events))
  if (request !== undefined) owe(worksInClient(exchange, request))
  return rules
}

function makesBody({ context, body, events, response }: RecordedExchange, request: ChatRequest): Rule {
  return {
    title: 'makes the recorded body of the recorded request',
    remedy: 'compare the two bodies; when the recorded one is of another host or of a stream, say so in its `context`.',
    check(codec) {
      // Where the exchange leaves it open, a body with events may be that of a stream.
      const streams =
        context?.stream === undefined && events !== undefined
          ? [response === undefined, response !== undefined]
          : [context?.stream]
      const made = streams.map((stream) => format(codec, copyOf(request), { ...context, stream: stream ?? false }))
      const refused = made[0]?.refusal
      if (refused !== undefined)
        throw violation(codec, 'formatRequest', `refused a recorded request: ${refused.message}`)
      if (body === undefined || made.some((one) => sameJson(one.body, JSON.parse(JSON.stringify(body))))) return
      throw violation(codec, 'formatRequest', `made ${show(made[0]?.body)} instead of ${show(body)}.`)
    },
  }
}

function readsAnswer(exchange: RecordedExchange): Rule {
  return {
    title: 'reads the recorded answer as expected',
    remedy:
      'compare what was read with what the wire says; `expected` is what leaves the client, with tool-call arguments as JSON text.',
    async check(codec) {
      const fetch = fakeFetch(bodyText(exchange.response))
      const client = clientOf(readingOnly(codec, exchange), codec, { exchange, fetch })
      let answer: ChatResponse
      try {
        answer = await client.chat(question('A question.'), { maxRetries: 0 })
      } catch (error) {
        throw violation(codec, 'parseResponse', `did not read the recorded answer: ${describe(error)}`)
      }
      const wrong = difference(answer, exchange.expected, exchange.response)
      if (wrong !== undefined) throw violation(codec, 'parseResponse', `read ${wrong}.`)
    },
  }
}

function readsStream(exchange: RecordedExchange, events: readonly unknown[]): Rule {
  return {
    title: 'reads a stream whose chunks joined equal the whole answer',
    remedy:
      'give every piece once, and in order; give what was held back when the reader is called with `undefined`; take finish reason and usage from the last events too. A stream that ends with [DONE] is recorded with it.',
    async check(codec) {
      if (codecOf(codec).openStream === undefined) {
        throw violation(codec, 'openStream', 'is missing, but a stream is recorded.')
      }
      readStream(codec, events, exchange.body)
      const client = clientOf(readingOnly(codec, exchange), codec, { exchange, fetch: fakeFetch(sse(events)) })
      const chunks: ChatChunk[] = []
      try {
        for await (const chunk of client.stream(question('A question.'), { maxRetries: 0 })) chunks.push(chunk)
      } catch (error) {
        throw violation(codec, 'openStream', `did not read the recorded stream: ${describe(error)}`)
      }
      const answer = joined(chunks)
      const wrong =
        difference(answer, expectedOfStream(exchange), events) ?? difference(answer, ofWhole(codec, exchange), events)
      if (wrong !== undefined) throw violation(codec, 'openStream', `gave a reader whose chunks joined have ${wrong}.`)
    },
  }
}

function worksInClient(exchange: RecordedExchange, request: ChatRequest): Rule {
  return {
    title: 'works in AzureMLEndpointClient',
    remedy: 'read the error: the client calls the codec as the other tests do, but over (a fake of) HTTP.',
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
        if (sent === undefined) throw violation(codec, 'formatRequest', `let nothing be sent: ${failure}`)
        if (sameJson(sent.body, direct.body)) continue
        throw violation(
          codec,
          'formatRequest',
          `made ${show(sent.body)} in the client, but ${show(direct.body)} by itself.`,
        )
      }
    },
  }
}

async function drain(chunks: AsyncIterable<ChatChunk>): Promise<void> {
  for await (const _ of chunks);
}

/** The same formatter, but for its requests: what is wrong with those is another rule's business. */
function readingOnly(codec: TestedCodec, { body }: RecordedExchange): ContentFormatterBase {
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
    // Empty, so that the environment's is not taken.
    deploymentName: '',
    modelKwargs: exchange.context?.modelKwargs,
    contentFormatter,
    fetch,
  })
}

/** A stream is not asked for a usage that its events do not have: some servers report it in whole answers only. */
function expectedOfStream({ expected, events }: RecordedExchange): ExpectedAnswer {
  const { usage, ...rest } = expected
  if (usage === undefined) return expected
  const numbers = new Set(leavesOf(events).map(({ value }) => value))
  const counts = Object.values(countsOf(usage))
  return counts.every((count) => numbers.has(count)) ? expected : rest
}

/** What the codec reads in the whole answer that the stream repeats, as far as it says anything. */
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

function joined(chunks: readonly ChatChunk[]): ReadAnswer {
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
