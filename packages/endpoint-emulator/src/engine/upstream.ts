/** An OpenAI-compatible server whose model answers. */
export interface Upstream {
  /** The base URL, without `/chat/completions`; its query is sent with every request. */
  readonly url: string
  /** The key, sent as a bearer token. @default none */
  readonly apiKey?: string | undefined
  /** The model to request. @default the model in the caller's request, if it names one */
  readonly model?: string | undefined
  /** Additional headers; they override the others. */
  readonly headers?: Readonly<Record<string, string>> | undefined
}
