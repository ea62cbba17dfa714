import { type ContentCodec, isFields } from '@azureml-endpoints/core'
import type { ReadingOptions } from './response/answer.ts'
import { readChatCompletion } from './response/chat-completion.ts'
import { dedicatedBody } from './request/dedicated-body.ts'
import { audioTypeOf } from './response/extras.ts'
import type { CodecOptions } from './options/formatter-options.ts'
import { readScoreAnswer } from './response/score-answer.ts'
import { serverlessBody } from './request/serverless-body.ts'
import { openScoreStream } from './streaming/score-stream.ts'
import { openChatCompletionStream } from './streaming/stream-reader.ts'

/** The chat codecs of the OpenAI format. */
export interface OpenAICodecs {
  /** Converts `input_data` and `output` on `/score`; streams only if the deployment answers with a stream by itself. */
  readonly dedicated: Required<ContentCodec>
  /** Converts chat completions, whole or streamed. */
  readonly serverless: Required<ContentCodec>
}

/** Creates the codecs of a formatter. They keep its options and no other state. */
export function openAICodecs(options: CodecOptions): OpenAICodecs {
  const mode = options.reasoning ?? 'auto'
  const reading = (sent: unknown): ReadingOptions => ({ mode, audioType: audioTypeOf(sent) })
  return {
    dedicated: {
      formatRequest: (request, context) => dedicatedBody(request, { context, options }),
      parseResponse: (body, sent) => readScoreAnswer(body, reading(parametersIn(sent))),
      openStream: (sent) => openScoreStream(reading(parametersIn(sent))),
    },
    serverless: {
      formatRequest: (request, context) => serverlessBody(request, { context, options }),
      parseResponse: (body, sent) => readChatCompletion(body, reading(sent)),
      openStream: (sent) => openChatCompletionStream(reading(sent)),
    },
  }
}

function parametersIn(sent: unknown): unknown {
  const input = isFields(sent) ? sent['input_data'] : undefined
  return isFields(input) ? input['parameters'] : undefined
}
