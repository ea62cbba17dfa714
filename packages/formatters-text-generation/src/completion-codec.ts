import { type ContentCodec, isFields } from '@azureml-endpoints/core'
import type { TextGenerationOptions } from './options/formatter-options.ts'
import { promptRenderer } from './prompt/render-prompt.ts'
import { completionBody } from './request/completion-body.ts'
import { readCompletion } from './response/completion.ts'
import { echoes, withoutPrompt } from './response/echoed-prompt.ts'
import { openCompletionStream } from './streaming/completion-stream.ts'

/** Creates the codec of OpenAI's `/completions` on serverless endpoints. */
export function completionCodec(options: TextGenerationOptions): Required<ContentCodec> {
  const render = promptRenderer(options)
  return {
    formatRequest: (request, context) => completionBody(request, { context, options, render }),
    parseResponse: (body, sent) => withoutPrompt(readCompletion(body), echoIn(sent, options)),
    openStream: (sent) => openCompletionStream(echoIn(sent, options)),
  }
}

/** Returns the prompt that the response repeats although the request did not ask for it, or ''. */
function echoIn(sent: unknown, { stripPrompt = false }: TextGenerationOptions): string {
  if (!isFields(sent) || !echoes(sent, stripPrompt)) return ''
  return typeof sent['prompt'] === 'string' ? sent['prompt'] : ''
}
