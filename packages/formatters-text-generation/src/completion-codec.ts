import type { ContentCodec } from '@azureml-endpoints/core'
import { isJSONObject } from './json/json-object.ts'
import type { TextGenerationOptions } from './options/formatter-options.ts'
import { completionBody } from './request/completion-body.ts'
import { readCompletion } from './response/completion.ts'
import { withoutPrompt } from './response/echoed-prompt.ts'
import { readCompletionEvent } from './streaming/completion-stream.ts'

/** Creates the codec of OpenAI's `/completions` on serverless endpoints. */
export function completionCodec(options: TextGenerationOptions): Required<ContentCodec> {
  return {
    formatRequest: (request, context) => completionBody(request, { context, options }),
    parseResponse: (body, sent) => withoutPrompt(readCompletion(body), echoedPromptOf(sent, options)),
    openStream: () => readCompletionEvent,
  }
}

/** Returns the prompt to remove from the response; '' if the request asked for it to be repeated. */
function echoedPromptOf(sent: unknown, { stripPrompt }: TextGenerationOptions): string {
  if (stripPrompt !== true || !isJSONObject(sent) || sent['echo'] === true) return ''
  return typeof sent['prompt'] === 'string' ? sent['prompt'] : ''
}
