import type { ChatState, ChatStatus } from 'ai'
import type { PlaygroundMessage } from '../../contract/playground-contract.ts'

/** Keeps the messages of a chat for the AI SDK, which changes the streaming one in place, and publishes copies of them. */
export class StoredMessages implements ChatState<PlaygroundMessage> {
  status: ChatStatus = 'ready'
  error: Error | undefined
  readonly #changed: () => void
  #messages: PlaygroundMessage[] = []
  #published: readonly PlaygroundMessage[] = []
  /** The index of the message that streams; -1 if none does. */
  #streaming = -1

  /** @param changed is called whenever there is something to publish. */
  constructor(changed: () => void) {
    this.#changed = changed
  }

  get messages(): PlaygroundMessage[] {
    return this.#messages
  }

  set messages(messages: PlaygroundMessage[]) {
    this.#messages = messages
    this.#published = messages.map((message) => this.snapshot(message))
    this.#changed()
  }

  readonly pushMessage = (message: PlaygroundMessage): void => {
    this.#messages = [...this.#messages, message]
    this.#published = [...this.#published, this.snapshot(message)]
    this.#changed()
  }

  readonly popMessage = (): void => {
    this.messages = this.#messages.slice(0, -1)
  }

  readonly replaceMessage = (index: number, message: PlaygroundMessage): void => {
    this.#messages[index] = message
    this.#streaming = index
    this.#changed()
  }

  readonly snapshot = <T>(thing: T): T => structuredClone(thing)

  /** Returns copies of the messages; those that did not change are the same objects as before. */
  published(): readonly PlaygroundMessage[] {
    const message = this.#messages[this.#streaming]
    const before = this.#published[this.#streaming]
    if (message && before) this.#published = this.#published.with(this.#streaming, copyMessage(message, before))
    this.#streaming = -1
    return this.#published
  }
}

function copyMessage(message: PlaygroundMessage, before: PlaygroundMessage): PlaygroundMessage {
  const parts = message.parts.map((part, index) => {
    const known = before.parts[index]
    return known && isEqual(part, known) ? known : { ...part }
  })
  return { ...message, parts }
}

function isEqual(part: object, known: object): boolean {
  const fields = Object.entries(part)
  return (
    fields.length === Object.keys(known).length && fields.every(([name, value]) => Reflect.get(known, name) === value)
  )
}
