import { ConfigurationError, type EndpointOptions } from '@azureml-endpoints/core'
import { createUIMessageStream, createUIMessageStreamResponse } from 'ai'
import { answerThroughAISDK } from './answer-through-ai-sdk.ts'
import { answerThroughCore } from './answer-through-core.ts'
import { answerThroughLangChain } from './answer-through-langchain.ts'
import type { EntryPoint, PlaygroundMessage, PlaygroundSettings } from '../../contract/playground-contract.ts'
import { toChatRequest } from './conversation.ts'
import type { EmbeddedEndpoint } from '../endpoints/embedded-endpoint.ts'
import { describeFailure } from './describe-failure.ts'
import { findFormatter } from '../formats/formatter-choices.ts'
import { redactKeyStream } from '../../redaction/redact-key-stream.ts'
import type { Session } from '../endpoints/sessions.ts'
import type { Turn } from './turn.ts'
import { observeWire, type UntimedWireEvent } from '../wire/wire-tap.ts'

/** A chat request from the page. */
export interface PageRequest {
  readonly messages: readonly PlaygroundMessage[]
  readonly settings: PlaygroundSettings
}

/** Streams the answer to the page, with everything that happens on the wire. */
export function streamAnswer(
  asked: PageRequest,
  session: Session,
  embedded: EmbeddedEndpoint,
  signal: AbortSignal,
): Response {
  const { messages, settings } = asked
  const stream = createUIMessageStream<PlaygroundMessage>({
    execute: async ({ writer }) => {
      const started = performance.now()
      const emit = (event: UntimedWireEvent): void =>
        writer.write({ type: 'data-wire', data: { ...event, at: performance.now() - started }, transient: true })
      writer.write({ type: 'start' })
      let finishReason: string | undefined
      try {
        const endpoint = { ...addressOf(settings, session, embedded), ...observeWire(formatterOf(settings), emit) }
        const request = await toChatRequest(messages, settings)
        const turn = { endpoint, settings, messages, request, signal, writer }
        finishReason = await clients[settings.entryPoint](turn)
      } catch (error) {
        if (!signal.aborted) writer.write({ type: 'data-failure', data: describeFailure(error) })
        finishReason = signal.aborted ? 'stopped' : 'failed'
      }
      emit({ kind: 'end', finishReason })
      writer.write({ type: 'finish' })
    },
    onError: (error) => describeFailure(error).message,
  })
  return createUIMessageStreamResponse({ stream: stream.pipeThrough(redactKeyStream(session.endpoint?.key)) })
}

const clients: Readonly<Record<EntryPoint, (turn: Turn) => Promise<string | undefined>>> = {
  core: answerThroughCore,
  LangChain: answerThroughLangChain,
  'AI SDK': answerThroughAISDK,
}

function formatterOf({ formatter }: PlaygroundSettings): ReturnType<typeof findFormatter>['formatter'] {
  return findFormatter(formatter).formatter
}

/** Resolves the endpoint: only the embedded one or the one set in the form is ever called. */
function addressOf(
  settings: PlaygroundSettings,
  session: Session,
  embedded: EmbeddedEndpoint,
): Pick<EndpointOptions, 'endpointUrl' | 'endpointApiType' | 'endpointApiKey' | 'deploymentName'> {
  const { apiType, fault } = settings
  if (settings.endpoint === 'embedded') {
    const { summary, embeddedPrefix } = findFormatter(settings.formatter)
    const path = summary.paths[apiType] ?? '/score' // The formatter rejects an API type that it does not support.
    const address = embedded.address(embeddedPrefix + path, apiType, fault)
    return { ...address, deploymentName: summary.deploymentName }
  }
  if (!session.endpoint) {
    throw new ConfigurationError('No endpoint is set. Enter its URL and API key and press "Use this endpoint".')
  }
  const { url, key, deploymentName } = session.endpoint
  return { endpointUrl: url, endpointApiType: session.endpoint.apiType, endpointApiKey: key, deploymentName }
}
