import type { ChatMessage } from '../../messages/chat-message.ts'
import type { ChatRequest, Tool } from '../../messages/chat-request.ts'
import { marker } from './marker.ts'

/** Creates a request with one user message. */
export function question(text: string, rest: Omit<ChatRequest, 'messages'> = {}): ChatRequest {
  return { messages: [{ role: 'user', content: text }], ...rest }
}

/** Creates alternating user and assistant messages from texts, starting with the user. */
export function turns(texts: readonly string[]): ChatMessage[] {
  return texts.map((content, index): ChatMessage => ({ role: index % 2 === 0 ? 'user' : 'assistant', content }))
}

/** Creates a tool with two parameters, and the words of it that the body must contain. */
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
