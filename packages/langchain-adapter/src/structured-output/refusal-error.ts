import { LangChainError, ns, stampRetryable } from '@langchain/core/errors'
import type { BaseMessage } from '@langchain/core/messages'
import { printableStart } from '../untrusted/printable-start.ts'

/**
 * Thrown if the model refuses to answer. LangChain has this error since 1.4 and recognizes it by its brand, which this class
 * shares; it also works with older versions.
 */
class ModelRefusalError extends ns.brand(LangChainError, 'model-refusal') {
  override readonly name = 'ModelRefusalError'
  /** The answer with the refusal. */
  readonly rawMessage: BaseMessage

  constructor(refusal: string, message: BaseMessage) {
    super(`The model refused to answer: ${refusal}`)
    this.rawMessage = message
    stampRetryable(this, false)
  }
}

/** Throws LangChain's error if a message is a refusal: there is nothing to parse in it. */
export function rejectRefusal(message: BaseMessage | undefined): void {
  const refusal = message?.additional_kwargs['refusal']
  if (message !== undefined && typeof refusal === 'string' && refusal !== '') {
    throw new ModelRefusalError(printableStart(refusal), message)
  }
}
