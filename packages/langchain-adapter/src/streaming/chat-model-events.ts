import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import type { RunnableBinding } from '@langchain/core/runnables'
import type { AzureMLChatOnlineEndpointCallOptions as CallOptions } from '../settings/chat-fields.ts'

/** LangChain's stream of the events of a chat model. */
export type ChatModelStream = ReturnType<BaseChatModel['streamEvents']>

/** Options that ask for the events of all runnables, in one of LangChain's older versions. */
export type Versioned = Partial<CallOptions> & { readonly version: 'v1' | 'v2' }

/** A filter for the events of all runnables. */
export type EventFilter = Parameters<RunnableBinding<unknown, unknown>['streamEvents']>[2]
