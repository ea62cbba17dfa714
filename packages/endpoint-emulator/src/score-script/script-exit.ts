import type { EmulatorResponse } from '../http/response.ts'
import type { ScriptExit } from '../script/reply.ts'

/** Makes the response to a request whose script exits. */
export function exitResponse(exit: ScriptExit): EmulatorResponse {
  if (exit === 'process') return { status: 502, headers: {}, body: '', dropped: 'close' }
  return { status: 500, headers: { 'content-type': 'text/html', connection: 'close' }, body: page, belowServer: true }
}

/** The page of the web server below Microsoft's, byte for byte. */
const page = `<html>
  <head>
    <title>Internal Server Error</title>
  </head>
  <body>
    <h1><p>Internal Server Error</p></h1>
    
  </body>
</html>
`
