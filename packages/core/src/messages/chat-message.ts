/** A message of a conversation; `role` tells whose it is. */
export type ChatMessage = SystemMessage | UserMessage | AssistantMessage | ToolMessage

/** Instructions to the model. */
export interface SystemMessage {
  /** Marks the message as instructions. */
  readonly role: 'system'
  /** The instructions, as plain text. */
  readonly content: string
}

/** A message of the user: text, or parts if there is more than text. */
export interface UserMessage {
  /** Marks the message as the user's. */
  readonly role: 'user'
  /** Text, or at least one part. Formatters throw a `ConfigurationError` for kinds of media that the model cannot take. */
  readonly content: string | readonly ContentPart[]
}

/** An earlier answer of the model: its text, reasoning and tool calls. */
export interface AssistantMessage {
  /** Marks the message as the model's. */
  readonly role: 'assistant'
  /** The text of the answer; empty if it has only tool calls. */
  readonly content: string
  /** The reasoning that came with the answer. Sent back as the formatter's `sendReasoning` says, by default in tool loops. */
  readonly reasoning?: string | undefined
  /** The tool calls of the answer; each needs a later `ToolMessage` with its id. */
  readonly toolCalls?: readonly ToolCall[] | undefined
  /** The `providerData` of the answer, unchanged. */
  readonly providerData?: unknown
}

/** The result of a tool call. */
export interface ToolMessage {
  /** Marks the message as the result of a tool call. */
  readonly role: 'tool'
  /** The result, as text or JSON text. */
  readonly content: string
  /** The `id` of the tool call that this is the result of. */
  readonly toolCallId: string
}

/** A part of a user message; `type` tells which. */
export type ContentPart = TextPart | MediaPart

/** Text in a user message. */
export interface TextPart {
  /** Marks the part as text. */
  readonly type: 'text'
  /** The text, sent as it is. */
  readonly text: string
}

/** An image, a recording, a video or a file in a user message: by `url`, or as `data`. */
export type MediaPart = LinkedMediaPart | InlineMediaPart

/** What all media have. */
interface AnyMediaPart {
  /** The kind of media. */
  readonly type: 'image' | 'audio' | 'video' | 'file'
  /**
   * An IANA media type, such as `image/png`. Not sent with a `url`, which the endpoint fetches with its own.
   * @default detected from the first bytes of `data`, where the formatter needs it
   */
  readonly mediaType?: string | undefined
  /** The name of a file as the model sees it; other media, and files by `url`, have none. @default `file`, or `file.pdf` for a PDF */
  readonly filename?: string | undefined
  /** How closely the model looks at an image: `low`, `high` or `auto`. Images only. @default the model's */
  readonly detail?: string | undefined
}

/** Media that the endpoint fetches by itself. */
export interface LinkedMediaPart extends AnyMediaPart {
  /** Where the endpoint can fetch the media, or a `data:` URL. */
  readonly url: string | URL
  /** Not with `url`. */
  readonly data?: undefined
}

/** Media that are sent with the request. */
export interface InlineMediaPart extends AnyMediaPart {
  /** The bytes, or their base64 text. */
  readonly data: string | Uint8Array
  /** Not with `data`. */
  readonly url?: undefined
}

/** A call of a tool by the model. */
export interface ToolCall {
  /** Identifies the call, never empty and unique within request and response; generated where the endpoint sends none. */
  readonly id: string
  /** The name of the tool. */
  readonly name: string
  /** The arguments as JSON text, unchecked: a model can write invalid JSON, or JSON that does not match the schema. */
  readonly arguments: string
  /** What the endpoint needs back with the call, as a JSON value: pass it on unchanged. */
  readonly providerData?: unknown
}
