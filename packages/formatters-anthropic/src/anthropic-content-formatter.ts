import { checkFormatterOptions, type ContentCodec, ContentFormatterBase } from '@azureml-endpoints/core'
import { type AnthropicFormatterOptions, optionRules } from './options/formatter-options.ts'
import { chatBody } from './request/chat-body.ts'
import { readMessage } from './response/message.ts'
import { openMessageStream } from './streaming/message-stream.ts'

/**
 * Converts the Messages API of Claude models: serverless URLs that end in `/v1/messages`, such as
 * `https://<resource>.services.ai.azure.com/anthropic/v1/messages`.
 *
 * Any history becomes a valid one: roles alternate, starting with the user; each tool call has one result right after it, under
 * an id that the API accepts; blank texts are left out; signed thoughts go back unchanged.
 */
export class AnthropicContentFormatter extends ContentFormatterBase {
  override readonly name: string = 'anthropic'
  override readonly codecs: {
    /** Converts messages, whole or streamed. */
    readonly serverless: Required<ContentCodec>
  }
  override readonly headers: Readonly<Record<string, string>>

  constructor(options: AnthropicFormatterOptions = {}) {
    super()
    checkFormatterOptions(options, optionRules)
    const { betas } = options
    this.headers = {
      'anthropic-version': '2023-06-01',
      ...(betas !== undefined && { 'anthropic-beta': betas.join(',') }),
    }
    this.codecs = {
      serverless: {
        formatRequest: (request, context) => chatBody(request, { context, options }),
        parseResponse: (body) => readMessage(body),
        openStream: () => openMessageStream(),
      },
    }
  }
}
