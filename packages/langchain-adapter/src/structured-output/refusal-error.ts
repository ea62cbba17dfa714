import { LangChainError, ns, stampRetryable } from '@langchain/core/errors'
import type { BaseMessage } from '@langchain/core/messages'
import { printableStart } from '../untrusted/printable-start.ts'

/**
 * The error for a model that refused to answer. LangChain has it since 1.4 and recognizes it by its brand, so that this class is the
 * same one, and exists with older versions.
 */
class ModelRefusalError extends ns.brand(LangChainError, 'model-refusal') {
  override readonly name = 'ModelRefusalError'
  /** The answer that refuses. */
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
