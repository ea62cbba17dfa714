import type { Counterpart } from '../frame/counterpart.ts'

export const counterpart: Counterpart = {
  name: 'Mistral’s own request validation',
  package: 'mistral_common',
  proves:
    'the Mistral formatter makes every history valid; the emulator’s `conversationRules: "mistral"` rejects what Mistral rejects, in its words',
  taught: [
    'The library accepts a user message right after a tool result, which the API and the chat templates still reject.',
    'The library accepts an assistant message without content and tool calls, which the API rejects.',
  ],
  allowed: [
    {
      difference:
        'a user message after a tool result, an empty assistant message: accepted by the library, rejected by the emulator',
      reason: 'the API rejects them, as public reports of its answers show',
    },
    {
      difference: 'the words for a conversation that ends with an assistant message',
      reason: 'the API’s public answers say `prefix True`; newer versions of the library say `prefix`',
    },
  ],
}
