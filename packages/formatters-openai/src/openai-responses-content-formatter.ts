import { checkFormatterOptions, type ContentCodec, ContentFormatterBase } from '@azureml-endpoints/core'
import { readResponse } from './responses/answer/response.ts'
import { openResponseStream } from './responses/answer/response-stream.ts'
import { responsesBody } from './responses/request/responses-body.ts'
import { type OpenAIResponsesOptions, responsesOptionRules } from './responses/responses-options.ts'

/** The chat codec of the Responses API. */
export interface OpenAIResponsesCodecs {
  /** Converts responses, whole or streamed. */
  readonly serverless: Required<ContentCodec>
}

/**
 * Converts OpenAI's Responses API (`/openai/v1/responses`), on which some models take tools, or answer at all.
 * It keeps nothing on the server (`store: false`): the whole history is sent, and the encrypted reasoning of earlier answers goes
 * back unchanged, as `providerData` of their messages. A history of other models is sent without their reasoning; an assistant
 * message without text and calls is left out, and a call without a result gets one that says so. To continue a stored response
 * instead, pass `modelKwargs: { store: true, previous_response_id }`.
 */
export class OpenAIResponsesContentFormatter extends ContentFormatterBase {
  override readonly name: string = 'openai-responses'
  override readonly codecs: OpenAIResponsesCodecs

  constructor(options: OpenAIResponsesOptions = {}) {
    super()
    checkFormatterOptions(options, responsesOptionRules)
    const used = { ...options }
    this.codecs = {
      serverless: {
        formatRequest: (request, context) => responsesBody(request, { context, options: used }),
        parseResponse: readResponse,
        openStream: openResponseStream,
      },
    }
  }
}
