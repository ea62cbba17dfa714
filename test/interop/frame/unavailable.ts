/** A counterpart cannot run on this machine; the message says why and what to do, in one line. */
export class Unavailable extends Error {
  constructor(message: string) {
    super(message.replace(/\s+/g, ' '))
    this.name = 'Unavailable'
  }
}

/** Whether a counterpart that cannot run fails the run, instead of being skipped: `INTEROP=required`. */
export function isRequired(): boolean {
  return process.env['INTEROP'] === 'required'
}
