import { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { AIMessage } from '@langchain/core/messages'
import type { ChatResult } from '@langchain/core/outputs'

// What LangChain weighs by itself: the least of models.
class LeastModel extends BaseChatModel {
  _llmType(): string {
    return 'least'
  }

  async _generate(): Promise<ChatResult> {
    return { generations: [{ text: 'Hello', message: new AIMessage('Hello') }] }
  }
}
for await (const { text } of await new LeastModel({}).stream('Hello')) console.log(text)
