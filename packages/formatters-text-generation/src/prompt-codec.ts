import { type ContentCodec, type RequestContext, isFields, type Fields } from '@azureml-endpoints/core'
import type { TextGenerationOptions } from './options/formatter-options.ts'
import { promptRenderer } from './prompt/render-prompt.ts'
import type { MediaRendering } from './prompt/turns.ts'
import { engineNames, mergedParameters, type ParameterNames } from './request/parameters.ts'
import { echoes, withoutPrompt } from './response/echoed-prompt.ts'
import { readGeneratedText } from './response/generated-text.ts'
import { openScoreStream } from './streaming/score-stream.ts'

/** Where a format puts the prompt and the parameters. */
export interface PromptFormat {
  readonly body: (prompt: string, parameters: Fields) => Fields
  /** Returns the prompt in a request body, so that it can be removed from the response. */
  readonly promptIn: (body: Fields) => unknown
  /** Returns the parameters in a request body. */
  readonly parametersIn: (body: Fields) => unknown
  /** Whether the image repeats the prompt if the request does not say. */
  readonly echoes: boolean
  /** The wire names of the parameters. @default `engineNames` */
  readonly names?: ParameterNames | undefined
  /** Renders parts that are not text. @default rejects them */
  readonly media?: MediaRendering | undefined
  /** Returns the parameters to send unless `modelKwargs` set them. */
  readonly defaults?: ((context: RequestContext) => Fields) | undefined
}

/** Creates the codec of a format on dedicated endpoints. None is asked to stream; some scoring scripts do by themselves. */
export function promptCodec(format: PromptFormat, options: TextGenerationOptions): Required<ContentCodec> {
  const render = promptRenderer(options, format.media)
  const names = withMaxTokens(format, options)
  return {
    formatRequest(request, context) {
      const parameters = mergedParameters(request, context, names)
      return format.body(render(request.messages), { ...format.defaults?.(context), ...parameters })
    },
    parseResponse(body, sent) {
      const response = readGeneratedText(body)
      const isRepeated = echoes(parametersIn(sent, format), options.stripPrompt ?? imageEchoes(format, response))
      return isRepeated ? withoutPrompt(response, promptIn(sent, format)) : response
    },
    openStream(sent) {
      const isRepeated = echoes(parametersIn(sent, format), options.stripPrompt ?? format.echoes)
      return openScoreStream(isRepeated ? promptIn(sent, format) : '')
    },
  }
}

function withMaxTokens({ names = engineNames }: PromptFormat, options: TextGenerationOptions): ParameterNames {
  return options.maxTokensParameter === undefined ? names : { ...names, maxTokens: options.maxTokensParameter }
}

/** The newer curated image reports a finish reason, and returns only new text. */
function imageEchoes(format: PromptFormat, response: { readonly finishReason?: unknown }): boolean {
  return format.echoes && response.finishReason === undefined
}

function parametersIn(sent: unknown, format: PromptFormat): unknown {
  return isFields(sent) ? format.parametersIn(sent) : undefined
}

function promptIn(sent: unknown, format: PromptFormat): string {
  const prompt = isFields(sent) ? format.promptIn(sent) : undefined
  return typeof prompt === 'string' ? prompt : ''
}
