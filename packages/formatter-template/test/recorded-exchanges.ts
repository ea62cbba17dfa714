import type { RecordedExchange } from '@azureml-endpoints/core/testing'

/** Recorded requests and responses; record more with `pnpm record:exchange`. */
export const exchanges: readonly RecordedExchange[] = [
  {
    name: 'a question',
    apiType: 'dedicated',
    request: {
      messages: [
        { role: 'system', content: 'Few words.' },
        { role: 'user', content: 'Where to?' },
      ],
      temperature: 0.2,
      maxTokens: 50,
    },
    body: {
      messages: [
        { role: 'system', content: 'Few words.' },
        { role: 'user', content: 'Where to?' },
      ],
      parameters: { temperature: 0.2, max_tokens: 50 },
    },
    response: { text: 'To the south.', stop_reason: 'end', usage: { input_tokens: 9, output_tokens: 4 } },
    events: [
      { text: 'To the' },
      { text: ' south.' },
      { stop_reason: 'end', usage: { input_tokens: 9, output_tokens: 4 } },
    ],
    expected: {
      text: 'To the south.',
      finishReason: 'stop',
      usage: { inputTokens: 9, outputTokens: 4 },
    },
  },
]
