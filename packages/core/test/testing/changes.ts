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
