import type { Counterpart } from '../frame/counterpart.ts'

export const counterpart: Counterpart = {
  name: 'Prompt flow’s serving app',
  package: 'promptflow-core',
  proves:
    'the prompt-flow formatter on flows with several outputs, whole and streamed, and on flows that are functions',
  taught: [
    'The first event of a stream has all outputs that do not stream; our formatter used to lose them.',
    'A function that streams has the output `output`, and a whole answer of a function that returns text is a bare JSON string.',
    'A failed node is 400 with `{"error": {"code": "UserError", "message": …}}`, also where a stream was asked for.',
    'Undeclared inputs are ignored; a missing one and one of another type are 400 and named.',
  ],
  allowed: [
    {
      difference: 'A stream that fails halfway ends as if it were complete on the FastAPI engine.',
      reason: 'The server ends the response properly and there is no end mark, so no client can tell.',
    },
    {
      difference: 'An aborted stream may run to its end on the FastAPI engine.',
      reason: 'The server leaves the flow’s generator to itself when the connection has been closed; Flask’s ends it.',
    },
  ],
}
