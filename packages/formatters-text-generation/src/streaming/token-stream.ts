import { type ChatStreamReader, isFields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../json/json-object.ts'
import { finishReasonOf } from '../response/finish-reason.ts'
import { usageOf } from '../response/usage.ts'

/**
 * Opens a reader for the events of Text Generation Inference. Each has a token; the last one also has the complete text, which
 * marks the end, and the details, if the request asked for them.
 */
export function openTokenStream(sent: unknown): ChatStreamReader {
  let prompt = requestedPrompt(sent)
  return (event) => {
    if (event === undefined) return undefined
    const token: unknown = isFields(event) ? event['token'] : undefined
    if (!isFields(event) || !isFields(token))
      throw new Error('Expected a Text Generation Inference event, but it has no token.')
    const details = isFields(event['details']) ? event['details'] : {}
    const reason = textOrUndefined(details['finish_reason'])
    const isEnd = typeof event['generated_text'] === 'string'
    let text = token['special'] === true ? undefined : textOrUndefined(token['text'])
    if (prompt !== '' && (text !== undefined || isEnd)) {
      text = prompt + (text ?? '')
      prompt = ''
    }
    return {
      text,
      finishReason: finishReasonOf(reason) ?? (isEnd ? 'stop' : undefined),
      rawFinishReason: reason,
      usage: usageOf(event['details']),
    }
  }
}

/** The tokens do not repeat the prompt, even if the request asked for it; only the complete text does. */
function requestedPrompt(sent: unknown): string {
  if (!isFields(sent) || !isFields(sent['parameters'])) return ''
  const { inputs } = sent
  return sent['parameters']['return_full_text'] === true && typeof inputs === 'string' ? inputs : ''
}
