import { ConfigurationError, type ContentCodec, ContentFormatterBase } from '@azureml-endpoints/core'
import { readAnswer } from './response/answer.ts'
import { chatBody } from './request/chat-body.ts'
import { openChatStream } from './streaming/chat-stream.ts'

/**
 * Converts the native chat format of Cohere's Command models: serverless endpoints whose URL ends in `/v1/chat`, which need
 * `endpointApiType: 'serverless'`.
 */
export class CohereContentFormatter extends ContentFormatterBase {
  override readonly name: string = 'cohere'
  override readonly codecs: {
    /** Converts the body of `/v1/chat`, whole or streamed. */
    readonly serverless: Required<ContentCodec>
  } = {
    serverless: { formatRequest: chatBody, parseResponse: readAnswer, openStream: openChatStream },
  }

  constructor(options: Readonly<Record<string, never>> = {}) {
    super()
    const [setting] = Object.keys(options)
    if (setting === undefined) return
    throw new ConfigurationError(`\`${setting}\` is unknown: CohereContentFormatter has no options. Leave it out.`, {
      setting,
    })
  }
}
