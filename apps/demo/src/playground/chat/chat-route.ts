import { ConfigurationError, type EndpointOptions } from '@azureml-endpoints/core'
import { createUIMessageStream, createUIMessageStreamResponse } from 'ai'
import { answerThroughAISDK } from './answer-through-ai-sdk.ts'
import { answerThroughCore } from './answer-through-core.ts'
import { answerThroughLangChain } from './answer-through-langchain.ts'
import type { EntryPoint, PlaygroundMessage, PlaygroundSettings } from '../../contract/playground-contract.ts'
import { toChatRequest } from './conversation.ts'
import type { EmbeddedEndpoint } from '../endpoints/embedded-endpoint.ts'
import { explainFailure } from './explain-failure.ts'
import { chooseFormatter } from '../formats/formatter-choices.ts'
import { keyGate } from '../../redaction/redact-key.ts'
import type { Session } from '../endpoints/sessions.ts'
import type { Turn } from './turn.ts'
import { tapWire, type UnstampedWireEvent } from '../wire/wire-tap.ts'

/** What the page asks. */
export interface Asked {
  readonly messages: readonly PlaygroundMessage[]
  readonly settings: PlaygroundSettings
}

/** Answers the page: the answer itself, and beside it everything that happens on the wire. */
export function answerPage(asked: Asked, session: Session, embedded: EmbeddedEndpoint, signal: AbortSignal): Response {
  const { messages, settings } = asked
  const stream = createUIMessageStream<PlaygroundMessage>({
    execute: async ({ writer }) => {
      const began = performance.now()
      const tell = (event: UnstampedWireEvent): void =>
        writer.write({ type: 'data-wire', data: { ...event, at: performance.now() - began }, transient: true })
      writer.write({ type: 'start' })
      let finishReason: string | undefined
      try {
        const endpoint = { ...addressOf(settings, session, embedded), ...tapWire(formatterOf(settings), tell) }
        const request = await toChatRequest(messages, settings)
        const turn = { endpoint, settings, messages, request, signal, writer }
        finishReason = await waysIn[settings.entryPoint](turn)
      } catch (error) {
        if (!signal.aborted) writer.write({ type: 'data-failure', data: explainFailure(error) })
        finishReason = signal.aborted ? 'stopped' : 'failed'
      }
      tell({ kind: 'end', finishReason })
      writer.write({ type: 'finish' })
    },
    onError: (error) => explainFailure(error).message,
  })
  return createUIMessageStreamResponse({ stream: stream.pipeThrough(keyGate(session.endpoint?.key)) })
}

const waysIn: Readonly<Record<EntryPoint, (turn: Turn) => Promise<string | undefined>>> = {
  core: answerThroughCore,
  LangChain: answerThroughLangChain,
  'AI SDK': answerThroughAISDK,
}

function formatterOf({ formatter }: PlaygroundSettings): ReturnType<typeof chooseFormatter>['formatter'] {
  return chooseFormatter(formatter).formatter
}

/** Only an endpoint that the form named is ever asked, and the embedded one. */
function addressOf(
  settings: PlaygroundSettings,
  session: Session,
  embedded: EmbeddedEndpoint,
): Pick<EndpointOptions, 'endpointUrl' | 'endpointApiType' | 'endpointApiKey' | 'deploymentName'> {
  const { apiType, mishap } = settings
  if (settings.endpoint === 'embedded') {
    const { summary, embeddedPrefix } = chooseFormatter(settings.formatter)
    const path = summary.paths[apiType] ?? '/score' // The formatter refuses an API type that it does not speak.
    return embedded.address(embeddedPrefix + path, apiType, mishap)
  }
  if (!session.endpoint) {
    throw new ConfigurationError('No endpoint is named yet. Enter its URL and key and press "Use this endpoint".')
  }
  const { url, key, deploymentName } = session.endpoint
  return { endpointUrl: url, endpointApiType: session.endpoint.apiType, endpointApiKey: key, deploymentName }
}
