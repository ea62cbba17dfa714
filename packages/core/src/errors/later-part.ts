import { ConfigurationError } from './configuration-error.ts'
import { printable } from './printable.ts'

/**
 * Returns a function that returns a part of this package. The part is loaded on first use, since most programs never need it; later
 * uses return it at once.
 */
// @__NO_SIDE_EFFECTS__
export function laterPart<Part>(load: () => Promise<Part>): () => Part | Promise<Part> {
  let part: Part | undefined
  return () => part ?? load().then((loaded) => (part = loaded), rejectMissing)
}

/** For example, a new release has just replaced the files, or the process has too many open ones. */
function rejectMissing(cause: unknown): never {
  throw new ConfigurationError(
    `A file of @azureml-endpoints/core could not be loaded: ${printable(String(cause))}. Restart the program if the package was replaced.`,
    { cause },
  )
}
