import type { ChatRequest, EndpointOptions } from '@azureml-endpoints/core'
import type { UIMessageStreamWriter } from 'ai'
import type { PlaygroundMessage, PlaygroundSettings } from '../../contract/playground-contract.ts'

/** One question of the page, ready to be answered. */
export interface Turn {
  /** Where the model lives, with the observers of its traffic. */
  readonly endpoint: EndpointOptions
  readonly settings: PlaygroundSettings
  readonly messages: readonly PlaygroundMessage[]
  /** The same in core's words. */
  readonly request: ChatRequest
  readonly signal: AbortSignal
  readonly writer: UIMessageStreamWriter<PlaygroundMessage>
}
