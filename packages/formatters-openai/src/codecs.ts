import type { ContentCodec } from '@azureml-endpoints/core'
import { readChatCompletion } from './response/chat-completion.ts'
import { dedicatedBody } from './request/dedicated-body.ts'
import type { CodecOptions } from './options/formatter-options.ts'
import { readScoreAnswer } from './response/score-answer.ts'
import { serverlessBody } from './request/serverless-body.ts'
import { openChatCompletionStream } from './streaming/stream-reader.ts'

/** The chat codecs of the OpenAI format. Only serverless streams, because no image streams on `/score`. */
export interface OpenAICodecs {
  /** Converts `input_data` and `output` on `/score`. */
  readonly dedicated: ContentCodec
  /** Converts chat completions, whole or streamed. */
  readonly serverless: Required<ContentCodec>
}

/** Creates the codecs of a formatter. They keep its options and no other state. */
export function openAICodecs(options: CodecOptions): OpenAICodecs {
  const reasoning = options.reasoning ?? 'auto'
  return {
    dedicated: {
      formatRequest: (request, context) => dedicatedBody(request, { context, options }),
      parseResponse: (body) => readScoreAnswer(body, reasoning),
    },
    serverless: {
      formatRequest: (request, context) => serverlessBody(request, { context, options }),
      parseResponse: (body) => readChatCompletion(body, reasoning),
      openStream: () => openChatCompletionStream(reasoning),
    },
  }
}
