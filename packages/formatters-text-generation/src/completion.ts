import {
  type ChatRequest,
  type ChatStreamReader,
  ConfigurationError,
  type ContentCodec,
  type ParsedChatChunk,
  type ParsedChatResponse,
  type RequestContext,
} from '@azureml-endpoints/core'
import { finishReasonOf } from './response/finish-reason.ts'
import type { TextGenerationOptions } from './options/formatter-options.ts'
import { usageOf } from './response/generated-text.ts'
import { isJSONObject, type JSONObject, textOrUndefined } from './json/json-object.ts'
import { engineNames } from './request/parameters.ts'
import { parametersOf, promptOf } from './prompt-codec.ts'

/** Makes the codec of OpenAI's completions of a prompt, on serverless endpoints. */
export function completionCodec(options: TextGenerationOptions): Required<ContentCodec> {
  return {
    formatRequest: (request, context) => completionBody(request, { context, options }),
    parseResponse: (body, sent) => withoutPrompt(readCompletion(body), sent, options),
    openStream: () => readCompletionEvent,
  }
}

function completionBody(
  request: ChatRequest,
  { context, options }: { readonly context: RequestContext; readonly options: TextGenerationOptions },
): JSONObject {
  const maxTokens = options.maxTokensParameter ?? 'max_tokens'
  const body: JSONObject = {
    ...(context.deploymentName !== undefined && { model: context.deploymentName }),
    prompt: promptOf(request, options),
    ...parametersOf(request, context, { ...engineNames, maxTokens }),
  }
  if (!context.stream) return body
  if (body['stream'] === false) {
    const message = 'modelKwargs.stream is false, but the call is stream(). Remove it, or call chat().'
    throw new ConfigurationError(message, { setting: 'modelKwargs.stream' })
  }
  return { ...body, stream: true, ...(mayAskForUsage(context.url) && { stream_options: { include_usage: true } }) }
}

/** Pay-as-you-go hosts refuse parameters they don't know, and report usage without being asked. */
function mayAskForUsage({ hostname, pathname }: URL): boolean {
  return pathname.includes('/v1/') && !/\.(models|inference)\.ai\.azure\.com$/.test(hostname)
}

function readCompletion(body: unknown): ParsedChatResponse {
  const choice = firstChoiceOf(body)
  const text = choice?.['text']
  if (typeof text !== 'string') throw new Error('The body is not a completion: it has no choices with a text.')
  return { text, ...endOf(choice), ...factsOf(body as JSONObject) }
}

function withoutPrompt(
  response: ParsedChatResponse,
  sent: unknown,
  options: TextGenerationOptions,
): ParsedChatResponse {
  if (options.stripPrompt !== true || !isJSONObject(sent) || sent['echo'] === true) return response
  const { prompt } = sent
  if (typeof prompt !== 'string' || !response.text.startsWith(prompt)) return response
  return { ...response, text: response.text.slice(prompt.length) }
}

const readCompletionEvent: ChatStreamReader = (event) => {
  if (event === undefined) return undefined
  if (!isJSONObject(event)) throw new Error('The event is not a piece of a completion.')
  const choice = firstChoiceOf(event)
  return { text: textOrUndefined(choice?.['text']), ...endOf(choice), ...factsOf(event) }
}

function firstChoiceOf(body: unknown): JSONObject | undefined {
  const choices: unknown = isJSONObject(body) ? body['choices'] : undefined
  const first: unknown = Array.isArray(choices) ? choices[0] : undefined
  return isJSONObject(first) ? first : undefined
}

function endOf(choice: JSONObject | undefined): Pick<ParsedChatChunk, 'finishReason' | 'rawFinishReason'> {
  const word = textOrUndefined(choice?.['finish_reason'])
  return { finishReason: finishReasonOf(word), rawFinishReason: word }
}

function factsOf(body: JSONObject): Pick<ParsedChatChunk, 'usage' | 'id' | 'model'> {
  return { usage: usageOf(body['usage']), id: textOrUndefined(body['id']), model: textOrUndefined(body['model']) }
}
