import type { ContentCodec } from '@azureml-endpoints/core'
import type { TextGenerationOptions } from './options/formatter-options.ts'
import { renderPrompt } from './prompt/render-prompt.ts'
import { engineNames, mergedParameters, type ParameterNames } from './request/parameters.ts'
import { withoutPrompt } from './response/echoed-prompt.ts'
import { readGeneratedText } from './response/generated-text.ts'

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
      const parameters = mergedParameters(request, context, withMaxTokens(format, options))
      return format.body(renderPrompt(request.messages, options.chatTemplate), parameters)
    },
    parseResponse: (body, sent) => withoutPrompt(readGeneratedText(body), echoOf(sent, format, options)),
  }
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
