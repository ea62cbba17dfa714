import type { AzureMLError } from './azureml-error.ts'

/** Loads the advice for a message; `undefined` if it needs none. */
type Advice = () => Promise<string | undefined>

const advices = new WeakMap<object, Advice>()

/**
 * Adds advice to an error before it reaches the caller. It is loaded only then, since most programs never need it. If that fails,
 * for example because a new release has just replaced the files, the message stays as it is.
 */
export function adviseLater<E extends AzureMLError>(error: E, advice: Advice): E {
  advices.set(error, advice)
  return error
}

/** Completes the message of an error that `adviseLater` was called with; returns others unchanged. */
export async function withAdvice<T>(thrown: T): Promise<T> {
  const error = thrown as T & AzureMLError
  const advice = advices.get(error)
  if (advice === undefined) return thrown
  advices.delete(error)
  try {
    const text = await advice()
    if (text !== undefined) changeMessage(error, `${error.message} ${text}`)
  } catch {
    // The advice cannot be loaded.
  }
  return thrown
}

/** Changes the message of an error, and its copy in the stack. */
export function changeMessage(error: AzureMLError, changed: string): void {
  const { message, stack } = error
  error.message = changed
  // The stack starts with the message as it was when the error was created.
  if (typeof stack === 'string') error.stack = stack.replace(message, () => changed)
}
