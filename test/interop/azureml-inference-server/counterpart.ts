import type { Counterpart } from '../frame/counterpart.ts'
import { allowedDifferences } from './allowed-differences.ts'

export const counterpart: Counterpart = {
  name: 'Microsoft’s inference server for scoring scripts',
  package: 'azureml-inference-server-http',
  proves:
    '`/score` as custom-code deployments answer it: answers, streams, failures and aborts; the emulator’s image `score-script` against it, request by request',
  taught: [
    'A script that returns a generator in an `AMLResponse` streams from `/score`: what it yields arrives at once.',
    'A script that exits by `sys.exit` gets an HTML page with 500 and without ids; only `os._exit` closes the connection without an answer.',
    'A body sent as a form reaches the script empty, as does one with no content type from tools that default to a form.',
    'A schema-decorated script answers a body that is not UTF-8 with 500, an undecorated one with 400.',
    'An unknown route, and a method that a route does not have, are answered without any id.',
    'A `content-type` header in lower case, set by the script, is added to the default one instead of replacing it.',
    'Values with commas, cookies and dates among them, are split into several headers.',
  ],
  allowed: allowedDifferences,
}
