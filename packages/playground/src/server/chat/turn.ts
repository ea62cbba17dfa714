import type { ChatRequest, EndpointOptions } from '@azureml-endpoints/core'
import type { UIMessageStreamWriter } from 'ai'
import type { PlaygroundMessage, PlaygroundSettings } from '../../contract/playground-contract.ts'

/** One turn of the conversation, with everything needed to answer it. */
export interface Turn {
  /** The endpoint's options, with the observers of its traffic. */
  readonly endpoint: EndpointOptions
  readonly settings: PlaygroundSettings
  readonly messages: readonly PlaygroundMessage[]
  /** The same messages and settings as a core request. */
  readonly request: ChatRequest
  readonly signal: AbortSignal
  readonly writer: UIMessageStreamWriter<PlaygroundMessage>
}
