/**
 * Thrown in place of an error that is created by code which most programs never need, and which is loaded then. `createdError` creates
 * the error before it reaches the caller.
 */
export class LaterError {
  readonly create: () => Promise<unknown>
  /** Whether the connection failed, so that the same request may succeed later. */
  readonly isLostConnection: boolean

  constructor(create: () => Promise<unknown>, isLostConnection = false) {
    this.create = create
    this.isLostConnection = isLostConnection
  }
}

/** Creates an error that was thrown as a `LaterError`; returns anything else unchanged. */
export async function createdError(thrown: unknown): Promise<unknown> {
  return thrown instanceof LaterError ? thrown.create() : thrown
}
