// The conformance test of a formatter: one recorded exchange, and every rule that formatters have to keep.

import { testContentFormatter } from '@azureml-endpoints/core/testing'
import { ReplyContentFormatter } from './reply-formatter.ts'

testContentFormatter(ReplyContentFormatter, [
  {
    name: 'a question',
    apiType: 'dedicated',
    request: { messages: [{ role: 'user', content: 'Where to?' }], maxTokens: 20 },
    body: { chat: [{ by: 'user', text: 'Where to?' }], options: { max_length: 20 } },
    response: { reply: 'To the south.' },
    events: [{ reply: 'To the' }, { reply: ' south.' }],
    expected: { text: 'To the south.', finishReason: 'stop' },
  },
])
