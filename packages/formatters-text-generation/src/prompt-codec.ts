import type { ChatRequest, ContentCodec, ParsedChatResponse, RequestContext } from '@azureml-endpoints/core'
import { chatTemplates } from './prompt/chat-template.ts'
import type { TextGenerationOptions } from './options/formatter-options.ts'
import { readGeneratedText } from './response/generated-text.ts'
import { engineNames, namedParameters, type ParameterNames } from './request/parameters.ts'
import { toTurns } from './prompt/turns.ts'

/** Where a format puts a prompt and its parameters. */
export interface PromptFormat {
  readonly body: (prompt: string, parameters: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>
  /** Finds the prompt in a body that was sent, to know it again in the answer. */
  readonly promptIn: (body: Readonly<Record<string, unknown>>) => unknown
  /** What the parameters are called. @default the names of the curated images */
  readonly names?: ParameterNames | undefined
}

/** Makes the codec of a format on dedicated endpoints, where nothing streams. */
export function promptCodec(format: PromptFormat, options: TextGenerationOptions): ContentCodec {
  return {
    formatRequest(request, context) {
      return format.body(promptOf(request, options), parametersOf(request, context, withMaxTokens(format, options)))
    },
    parseResponse: (body, sent) => withoutPrompt(readGeneratedText(body), echoOf(sent, format, options)),
  }
}

/** Writes the conversation as a prompt. */
export function promptOf({ messages }: ChatRequest, { chatTemplate = 'plain' }: TextGenerationOptions): string {
  const template = typeof chatTemplate === 'function' ? chatTemplate : chatTemplates[chatTemplate]
  return template(toTurns(messages))
}

/** Gives all parameters, in the order in which they win. */
export function parametersOf(
  request: ChatRequest,
  context: RequestContext,
  names: ParameterNames,
): Readonly<Record<string, unknown>> {
  return { ...context.modelKwargs, ...namedParameters(request, names), ...request.modelKwargs }
}

function withMaxTokens({ names = engineNames }: PromptFormat, options: TextGenerationOptions): ParameterNames {
  return options.maxTokensParameter === undefined ? names : { ...names, maxTokens: options.maxTokensParameter }
}

/** Gives the prompt that the answer may begin with, unless it is wanted there. */
function echoOf(sent: unknown, format: PromptFormat, { stripPrompt = true }: TextGenerationOptions): string {
  if (!stripPrompt || typeof sent !== 'object' || sent === null || asksForFullText(sent)) return ''
  const prompt = format.promptIn(sent as Readonly<Record<string, unknown>>)
  return typeof prompt === 'string' ? prompt : ''
}

function asksForFullText(body: object): boolean {
  return Object.entries(body).some(
    ([key, value]) =>
      (key === 'return_full_text' && value === true) ||
      (typeof value === 'object' && value !== null && asksForFullText(value)),
  )
}

function withoutPrompt(response: ParsedChatResponse, prompt: string): ParsedChatResponse {
  return response.text.startsWith(prompt) ? { ...response, text: response.text.slice(prompt.length) } : response
}
