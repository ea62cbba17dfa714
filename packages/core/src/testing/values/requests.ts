import type { ChatMessage, ChatRequest, Tool } from '../../messages/chat.ts'
import { marker } from './marker.ts'

/** Asks a question. */
export function question(text: string, rest: Omit<ChatRequest, 'messages'> = {}): ChatRequest {
  return { messages: [{ role: 'user', content: text }], ...rest }
}

/** Makes messages of texts: the user's and the model's in turn, beginning with the user's. */
export function turns(texts: readonly string[]): ChatMessage[] {
  return texts.map((content, index): ChatMessage => ({ role: index % 2 === 0 ? 'user' : 'assistant', content }))
}

/** Makes a tool with two parameters, and says which words of it a model needs to see. */
export function markedTool(): { readonly tool: Tool; readonly words: Readonly<Record<string, string>> } {
  const words = {
    name: marker('tool'),
    description: marker('tool_description'),
    parameter: marker('parameter'),
    'parameter description': marker('parameter_description'),
    'second parameter': marker('parameter'),
  }
  const properties = {
    [words.parameter]: { type: 'string', description: words['parameter description'] },
    [words['second parameter']]: { type: 'integer' },
  }
  const parameters = { type: 'object', properties, required: [words.parameter] }
  return { tool: { name: words.name, description: words.description, parameters }, words }
}
