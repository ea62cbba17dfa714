import type { ContentCodec } from '@azureml-endpoints/core'
import { readChatCompletion } from './chat-completion.ts'
import { dedicatedBody } from './dedicated-body.ts'
import type { CodecOptions } from './formatter-options.ts'
import { readScoreAnswer } from './score-answer.ts'
import { serverlessBody } from './serverless-body.ts'
import { openChatCompletionStream } from './stream-reader.ts'

/** The chat codecs of the OpenAI format. Only serverless streams, because no image streams on `/score`. */
export interface OpenAICodecs {
  /** Converts `input_data` and `output` on `/score`. */
  readonly dedicated: ContentCodec
  /** Converts chat completions, whole or streamed. */
  readonly serverless: Required<ContentCodec>
}

/** Makes the codecs of one formatter. They hold its options and nothing else. */
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
