import type {
  ChatMessage,
  ChatRequest,
  ContentCodec,
  MediaPart,
  ParsedChatChunk,
  RequestContext,
} from '../../src/index.ts'
import type { Body } from './sound-formatter.ts'

/** What a broken formatter does instead of the sound one. */
export type Change = (sound: Required<ContentCodec>) => Partial<ContentCodec>

/** Changes the request before the sound formatter gets it. */
export function asking(change: (request: ChatRequest, context: RequestContext) => ChatRequest): Change {
  return (sound) => ({ formatRequest: (request, context) => sound.formatRequest(change(request, context), context) })
}

/** Changes the body that the sound formatter created. */
export function sending(change: (body: Body, request: ChatRequest, context: RequestContext) => unknown): Change {
  return (sound) => ({
    formatRequest: (request, context) => change(sound.formatRequest(request, context) as Body, request, context),
  })
}

/** Changes every text of the messages. */
export function eachText(change: (text: string) => string): Change {
  return asking(({ messages, ...rest }) => {
    const changed = messages.map((message): ChatMessage => {
      if (typeof message.content !== 'string') return message
      return Object.assign({ ...message }, { content: change(message.content) })
    })
    return { ...rest, messages: changed }
  })
}

/** Changes the media of user messages. */
export function eachPart(change: (part: MediaPart) => MediaPart | undefined): Change {
  return asking(({ messages, ...rest }) => ({
    ...rest,
    messages: messages.map((message): ChatMessage => {
      if (message.role !== 'user' || typeof message.content === 'string') return message
      const content = message.content.map((part) => (part.type === 'text' ? part : change(part)))
      return { ...message, content: content.filter((part) => part !== undefined) }
    }),
  }))
}

/** Drops a setting. */
export function without(setting: keyof ChatRequest): Change {
  return asking((request) => ({ ...request, [setting]: undefined }))
}

/** Parses streams with a reader of its own. */
export function streaming(
  wrap: (read: (event: unknown) => ParsedChatChunk | undefined) => (event: unknown) => unknown,
): Change {
  return (sound) => ({ openStream: () => wrap(sound.openStream()) as ReturnType<typeof sound.openStream> })
}

/** Makes a change for streams only. */
export function whenStreaming(change: Change): Change {
  return (sound) => ({
    formatRequest: (request, context) =>
      (context.stream ? (change(sound).formatRequest ?? sound.formatRequest) : sound.formatRequest)(request, context),
  })
}

/** Changes the messages one by one. */
export function eachMessage(
  change: (message: ChatMessage, index: number, all: readonly ChatMessage[]) => ChatMessage | undefined,
): Change {
  return asking(({ messages, ...rest }) => ({
    ...rest,
    messages: messages.map(change).filter((message) => message !== undefined),
  }))
}

/** Removes a text wherever the body has it. */
export function erasing(pattern: RegExp): Change {
  return sending((body) => JSON.parse(JSON.stringify(body).replaceAll(pattern, '')) as Body)
}

/** Changes the messages of one role; `nth` counts them. */
export function inRole(role: ChatMessage['role'], change: (message: never, nth: number) => object): Change {
  return eachMessage((message, index, all) => {
    if (message.role !== role) return message
    const nth = all.slice(0, index).filter((one) => one.role === role).length
    return { ...message, ...change(message as never, nth) } as ChatMessage
  })
}

/** Changes the parts of messages, in conversations of some lengths. */
export function inMessage(
  change: (content: readonly unknown[]) => readonly unknown[],
  isChanged = (_all: number) => true,
): Change {
  return eachMessage((message, _index, all) =>
    typeof message.content === 'string' || !isChanged(all.length)
      ? message
      : ({ ...message, content: change(message.content) } as ChatMessage),
  )
}
