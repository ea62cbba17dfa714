// The conformance kit for formatters, with your recorded exchanges.

import { testContentFormatter } from '@azureml-endpoints/core/testing'
import { PromptFlowFormatter } from './prompt-flow-formatter.ts'

testContentFormatter(new PromptFlowFormatter(), [
  {
    name: 'a question',
    apiType: 'dedicated',
    request: { messages: [{ role: 'user', content: 'Why is the sky blue?' }] },
    body: { question: 'Why is the sky blue?', chat_history: [] },
    response: { answer: 'Because of Rayleigh scattering.' },
    events: [{ answer: 'Because of ' }, { answer: 'Rayleigh scattering.' }],
    expected: { text: 'Because of Rayleigh scattering.' },
  },
])
