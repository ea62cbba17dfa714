import { createUIMessageStream, createUIMessageStreamResponse } from 'ai'
import { answerThroughAISDK } from './answer-through-ai-sdk.ts'
import { answerThroughCore } from './answer-through-core.ts'
import { answerThroughLangChain } from './answer-through-langchain.ts'
import type { EntryPoint, PlaygroundMessage, PlaygroundSettings } from '../../contract/playground-contract.ts'
import { toChatRequest } from './conversation.ts'
import { addressOf, keyOf, type Reachable } from '../endpoints/endpoint-address.ts'
import { describeFailure } from './describe-failure.ts'
import { findFormatter } from '../formats/formatter-choices.ts'
import { redactKeyStream } from '../../redaction/redact-key-stream.ts'
import type { Turn } from './turn.ts'
import { observeWire, type UntimedWireEvent } from '../wire/wire-tap.ts'

/** A chat request from the page. */
export interface PageRequest {
  readonly messages: readonly PlaygroundMessage[]
  readonly settings: PlaygroundSettings
}

/** Streams the answer to the page, with everything that happens on the wire. */
export function streamAnswer(asked: PageRequest, reachable: Reachable, signal: AbortSignal): Response {
  const { messages, settings } = asked
  const stream = createUIMessageStream<PlaygroundMessage>({
    execute: async ({ writer }) => {
      const started = performance.now()
      const emit = (event: UntimedWireEvent): void =>
        writer.write({ type: 'data-wire', data: { ...event, at: performance.now() - started }, transient: true })
      writer.write({ type: 'start' })
      let finishReason: string | undefined
      try {
        const { formatter } = findFormatter(settings.formatter)
        const endpoint = { ...addressOf(settings, reachable), ...observeWire(formatter, emit) }
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
  return createUIMessageStreamResponse({
    stream: stream.pipeThrough(redactKeyStream(keyOf(settings, reachable.session))),
  })
}

const clients: Readonly<Record<EntryPoint, (turn: Turn) => Promise<string | undefined>>> = {
  core: answerThroughCore,
  LangChain: answerThroughLangChain,
  'AI SDK': answerThroughAISDK,
}
