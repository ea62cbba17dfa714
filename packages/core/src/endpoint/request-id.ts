import { printable } from '../errors/printable.ts'

/** Returns Azure's id of a request, from whichever header the host puts it in; `undefined` if none has it. */
export function requestIdIn(headers: Headers): string | undefined {
  for (const name of requestIdNames) {
    const id = headers.get(name)
    if (id) return printable(id)
  }
  return undefined
}

const requestIdNames = ['x-request-id', 'apim-request-id', 'x-ms-request-id', 'x-ms-client-request-id']
