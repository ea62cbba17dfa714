import type {
  AzureMLEndpointApiType,
  ContentFormatterBase,
  JSONSchema,
  Tool,
  ToolChoice,
} from '@azureml-endpoints/core'
import { EndpointError, FormatError } from '@azureml-endpoints/core'

/** A question to an endpoint, in words that all three clients have. */
export interface Question {
  /** The full invocation URL. */
  readonly url: string
  /** @default read off the URL */
  readonly apiType?: AzureMLEndpointApiType
  readonly formatter: ContentFormatterBase
  readonly text: string
  readonly maxTokens?: number
  readonly temperature?: number
  readonly stop?: readonly string[]
  readonly seed?: number
  readonly tools?: readonly Tool[]
  readonly toolChoice?: ToolChoice
  /** A schema that the answer has to satisfy. */
  readonly schema?: JSONSchema
  readonly modelKwargs?: Readonly<Record<string, unknown>>
  readonly signal?: AbortSignal
  /** @default 0 */
  readonly maxRetries?: number
}

/** What the clients have in common of an answer. */
export interface Answer {
  readonly text: string
  readonly toolCalls: readonly { readonly name: string; readonly args: unknown }[]
  readonly inputTokens: number | undefined
  readonly outputTokens: number | undefined
}

/** One of our chat clients. */
export interface ChatClient {
  readonly name: string
  readonly ask: (question: Question) => Promise<Answer>
  /** Yields the texts of the chunks. */
  readonly stream: (question: Question) => AsyncIterable<string>
}

/** Returns the answer to a question, or core's error; the AI SDK has errors of its own, with core's as their cause. */
export async function outcomeOf({ ask }: ChatClient, question: Question): Promise<unknown> {
  try {
    return await ask(question)
  } catch (error) {
    return coreError(error)
  }
}

/** Returns the texts of a streamed answer, and core's error if it fails. */
export async function streamedOutcomeOf(
  { stream }: ChatClient,
  question: Question,
): Promise<{ readonly texts: readonly string[]; readonly error?: unknown }> {
  const texts: string[] = []
  try {
    for await (const text of stream(question)) texts.push(text)
    return { texts }
  } catch (error) {
    return { texts, error: coreError(error) }
  }
}

function coreError(error: unknown): unknown {
  return error instanceof EndpointError || error instanceof FormatError ? error : ((error as Error).cause ?? error)
}
