/** How a host streams. @default the host's habits */
export interface StreamHabits {
  /**
   * When usage is sent: on the last chunk with a choice; as a chunk of its own if `stream_options.include_usage` asks for it;
   * as null on every chunk until the last; cumulative on every chunk; or never.
   */
  readonly usage?: 'last-chunk' | 'when-asked' | 'null-until-last' | 'every-chunk' | 'never' | undefined
  /** Whether the stream starts with a chunk whose `choices` are empty. */
  readonly emptyFirstChoices?: boolean | undefined
  /** Whether the stream ends with `data: [DONE]`. */
  readonly done?: boolean | undefined
  /** Whether the whole stream is held back and sent at once. */
  readonly burst?: boolean | undefined
  /** Whether every delta after the first has `role: null`. */
  readonly nullRole?: boolean | undefined
  /** The line break of the events. @default '\n' */
  readonly lineBreak?: '\n' | '\r\n' | '\r' | undefined
}

/** How one server formats chat completions. */
export interface ChatDialect {
  /** Whether JSON in streams has Python's spaces. */
  readonly spaced: boolean
  /** Whether messages without tool calls have `tool_calls: null`, and each tool call has `call_id: null`. */
  readonly nullFields: boolean
  /** Whether every choice has `logprobs: null`. */
  readonly nullLogprobs: boolean
  readonly argumentsAs: 'text' | 'object'
  /** The content of a message that has only tool calls. */
  readonly contentBesideTools: '' | null
  /** Whether every choice has content filter results, as on Azure OpenAI routes. */
  readonly filterResults: boolean
  /** Whether only known fields of the upstream's answer pass. @default false */
  readonly knownFieldsOnly?: boolean | undefined
  /** The token limit if the request sets none. */
  readonly defaultMaxTokens?: number | undefined
  readonly habits: StreamHabits
}

const plain = {
  spaced: true,
  nullFields: false,
  nullLogprobs: false,
  argumentsAs: 'text',
  filterResults: false,
} as const

/** The model-inference routes of serverless endpoints and of Foundry's `/models`. */
export const modelInference: ChatDialect = {
  ...plain,
  nullFields: true,
  nullLogprobs: true,
  contentBesideTools: '',
  habits: { usage: 'last-chunk', done: true },
}

/** The `/v1` routes of serverless endpoints. */
export const serverlessV1: ChatDialect = {
  ...plain,
  contentBesideTools: '',
  habits: { usage: 'last-chunk', done: true },
}

/** The routes of vLLM and similar engines. */
export const engineRoutes: ChatDialect = {
  ...plain,
  spaced: false,
  nullLogprobs: true,
  contentBesideTools: null,
  habits: { usage: 'when-asked', done: true },
}

/** The engine's routes behind the proxy of the foundation image, which buffers streams. */
export const proxiedEngineRoutes: ChatDialect = { ...engineRoutes, habits: { ...engineRoutes.habits, burst: true } }

/** The foundation image's own routes. */
export const foundationRoutes: ChatDialect = {
  ...plain,
  nullFields: true,
  argumentsAs: 'object',
  contentBesideTools: '',
  knownFieldsOnly: true,
  defaultMaxTokens: 256,
  habits: { usage: 'never', done: true, burst: true },
}

/** Foundry's `/openai/v1` routes. */
export const foundryV1: ChatDialect = {
  ...plain,
  spaced: false,
  contentBesideTools: null,
  filterResults: true,
  habits: { usage: 'when-asked', emptyFirstChoices: true, done: true },
}
