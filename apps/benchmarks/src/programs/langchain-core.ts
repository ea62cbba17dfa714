import { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { AIMessage } from '@langchain/core/messages'
import type { ChatResult } from '@langchain/core/outputs'

// The size of LangChain itself, with a minimal model.
class MinimalModel extends BaseChatModel {
  _llmType(): string {
    return 'minimal'
  }

  async _generate(): Promise<ChatResult> {
    return { generations: [{ text: 'Hello', message: new AIMessage('Hello') }] }
  }
}
for await (const { text } of await new MinimalModel({}).stream('Hello')) console.log(text)
