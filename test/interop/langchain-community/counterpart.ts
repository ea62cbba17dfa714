import type { Counterpart } from '../frame/counterpart.ts'

export const counterpart: Counterpart = {
  name: 'The Python classes of LangChain',
  package: 'langchain-community',
  proves: 'what changes for those who move from Python, conversation by conversation',
  taught: [
    '`batch` of the Python text model runs one prompt after the other; that of its chat model runs in threads, as ours does.',
    '`max_tokens=` of a Python call reaches a dedicated deployment by that name, which classic images ignore.',
  ],
  allowed: [
    {
      difference: 'Those in `test/interop/langchain-community/differences.md`, which the test writes.',
      reason:
        'Each one is a bug of the Python classes, or a default that the page “Moving from the Python class” explains.',
    },
  ],
}
