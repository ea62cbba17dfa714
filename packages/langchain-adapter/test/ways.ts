import { BaseCallbackHandler } from '@langchain/core/callbacks/base'
import { type AIMessage, HumanMessage } from '@langchain/core/messages'
import type { AzureMLChatOnlineEndpoint } from '../src/index.ts'
import { joined } from './endpoint.ts'

/** The ways to get an answer: each must give the same. */
export const ways: Record<string, (model: AzureMLChatOnlineEndpoint) => Promise<AIMessage>> = {
  'invoke()': (chat) => chat.invoke('Hi'),
  'stream()': (chat) => joined(chat.stream('Hi')),
  'stream() with callbacks': (chat) =>
    joined(chat.stream('Hi', { callbacks: [BaseCallbackHandler.fromMethods({ handleLLMNewToken: () => {} })] })),
  'generate()': async (chat) => {
    const { generations } = await chat.generate([[new HumanMessage('Hi')]])
    const [[generation] = []] = generations
    return (generation as unknown as { message: AIMessage }).message
  },
}
