import { AbstractChat, DefaultChatTransport } from 'ai'
import type { Outcome, PlaygroundMessage, WireEvent } from '../../contract/playground-contract.ts'
import { metadataOf } from '../calls/call-metrics.ts'
import type { Call } from '../calls/call.ts'
import type { Conversation } from '../state/conversation-slice.ts'
import { useStore } from '../state/store.ts'
import { activityAfter } from './activity.ts'
import { StoredMessages } from './stored-messages.ts'

/** The chat of one conversation, as the AI SDK runs it. Writes to the store at most once per animation frame. */
export class PlaygroundChat extends AbstractChat<PlaygroundMessage> {
  readonly #conversation: string
  readonly #stored: StoredMessages
  #events: WireEvent[] = []
  #isPublishing = false
  #publishedAt = 0
  #isClosed = false

  constructor(conversation: string) {
    const stored = new StoredMessages(() => this.#publishSoon())
    super({
      id: conversation,
      state: stored,
      transport: new DefaultChatTransport<PlaygroundMessage>({ api: '/api/chat' }),
      onData: (part) => {
        if (part.type === 'data-wire') this.#receive(part.data)
        if (part.type === 'data-failure') this.#changeCall(() => ({ failure: part.data }))
      },
      onFinish: ({ isAbort }) => this.#finish(isAbort),
    })
    this.#conversation = conversation
    this.#stored = stored
  }

  /** Stops the call, and leaves the store alone from then on. */
  async close(): Promise<void> {
    await this.stop()
    this.#isClosed = true
  }

  #receive(event: WireEvent): void {
    this.#events.push(event)
    this.#publishSoon()
  }

  #publishSoon(): void {
    if (this.#isPublishing) return
    this.#isPublishing = true
    const wait = Math.max(0, this.#publishedAt + shortestPauseMs - performance.now())
    setTimeout(() => requestAnimationFrame(() => this.#publish()), wait)
  }

  #publish(): void {
    this.#isPublishing = false
    this.#publishedAt = performance.now()
    const events = this.#events
    this.#events = []
    this.#change(({ calls, activity }) => ({
      messages: this.#stored.published(),
      activity: activityAfter(activity, events),
      calls: changeLast(calls, (call) => (events.length === 0 ? {} : { events: call.events.concat(events) })),
    }))
  }

  /** Records how the call ended, with its measurements, in the call and in the answer. */
  #finish(isAbort: boolean): void {
    this.#publish()
    const call = this.#lastCall()
    if (!call) return
    const outcome = isAbort ? 'stopped' : call.failure || this.error ? 'failed' : 'answered'
    this.#changeCall(() => endOf(call, outcome, this.error))
    this.#change(() => ({ activity: { state: 'idle' } }))
    const ended = this.#lastCall()
    if (ended) this.#describeAnswer(ended)
  }

  /** Adds the metadata to the answer; an answer that never began gets a message of its own. */
  #describeAnswer(call: Call): void {
    const metadata = metadataOf(call)
    const last = this.lastMessage
    if (last?.role === 'assistant') {
      this.#stored.replaceMessage(this.messages.length - 1, { ...last, metadata })
      this.#publish()
      return
    }
    const parts: PlaygroundMessage['parts'] = call.failure ? [{ type: 'data-failure', data: call.failure }] : []
    this.#stored.pushMessage({ id: crypto.randomUUID(), role: 'assistant', parts, metadata })
    this.#publish()
  }

  #lastCall(): Call | undefined {
    return useStore.getState().conversations[this.#conversation]?.calls.at(-1)
  }

  #changeCall(change: (call: Call) => Partial<Call>): void {
    this.#change(({ calls }) => ({ calls: changeLast(calls, change) }))
  }

  #change(change: (before: Conversation) => Partial<Conversation>): void {
    if (!this.#isClosed) useStore.getState().changeConversation(this.#conversation, change)
  }
}

/** The shortest time between two updates of the page, in milliseconds: thirty in a second look continuous. */
const shortestPauseMs = 33

function changeLast(calls: readonly Call[], change: (call: Call) => Partial<Call>): readonly Call[] {
  const last = calls.at(-1)
  return last ? [...calls.slice(0, -1), { ...last, ...change(last) }] : calls
}

/** Ends a call. The page stops receiving events when it stops a call, so that it adds the last one itself. */
function endOf(call: Call, outcome: Outcome, error: Error | undefined): Partial<Call> {
  const hasEnd = call.events.some(({ kind }) => kind === 'end')
  const end = { kind: 'end', finishReason: outcome, at: Date.now() - call.startedAt } as const
  return {
    outcome,
    ...(!hasEnd && { events: [...call.events, end] }),
    ...(outcome === 'failed' && !call.failure && { failure: failureOf(error) }),
  }
}

function failureOf(error: Error | undefined): Call['failure'] {
  const message = error?.message ?? 'The playground server closed the connection. Check that it is still running.'
  return { name: 'PlaygroundError', message, causes: [] }
}
