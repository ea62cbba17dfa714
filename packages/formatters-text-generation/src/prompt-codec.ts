import type { ContentCodec } from '@azureml-endpoints/core'
import type { TextGenerationOptions } from './options/formatter-options.ts'
import { renderPrompt } from './prompt/render-prompt.ts'
import { engineNames, mergedParameters, type ParameterNames } from './request/parameters.ts'
import { withoutPrompt } from './response/echoed-prompt.ts'
import { readGeneratedText } from './response/generated-text.ts'

/** Where a format puts the prompt and the parameters. */
export interface PromptFormat {
  readonly body: (prompt: string, parameters: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>
  /** Returns the prompt in a request body, so that it can be removed from the response. */
  readonly promptIn: (body: Readonly<Record<string, unknown>>) => unknown
  /** The wire names of the parameters. @default `engineNames` */
  readonly names?: ParameterNames | undefined
}

/** Creates the codec of a format on dedicated endpoints, without streaming. */
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

/** Returns the prompt to remove from the response; '' if the request asked for it to be repeated. */
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
