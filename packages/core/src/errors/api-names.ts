import { AzureMLError } from './azureml-error.ts'

/**
 * How an adapter names what core's errors advise. Adapters pass it to the constructor of the client, so that no error names an
 * option or a method that its reader does not have.
 */
export interface ApiNames {
  /** The adapter's names of fields, options and methods that are called something else there: core's name → the adapter's. */
  readonly renamed?: Readonly<Record<string, string>> | undefined
  /** What to do where a deployment cannot stream. @default 'use `chat()`' */
  readonly wholeAnswer?: string | undefined
  /** What takes the options of a formatter, as in “Create the model with”. @default 'formatter' */
  readonly formatterOwner?: string | undefined
}

/** Replaces core's names in a text of core by those of an adapter: in backticks, or followed by parentheses. */
export function inNamesOf(names: ApiNames, text: string): string {
  const ofAdapter = names.renamed
  if (ofAdapter === undefined) return text
  const rename = (name: string): string => (Object.hasOwn(ofAdapter, name) ? (ofAdapter[name] ?? name) : name)
  return text.replace(
    /`([\w.[\]]+(?:\(\))?)(:[^`]*)?`|\b(\w+\(\))/g,
    (_all, quoted: string | undefined, rest: string | undefined, call: string | undefined) => {
      if (quoted === undefined) return rename(call ?? '')
      // A path such as `tools[0].parameters` is renamed step by step.
      const path = quoted.endsWith('()') ? rename(quoted) : quoted.replace(/\w+/g, rename)
      return `\`${path}${rest ?? ''}\``
    },
  )
}

/** Errors whose messages are not changed any more. */
const done = new WeakSet<AzureMLError>()

/** Replaces core's names in the message of an error of this library by those of an adapter, once. */
export function renamed<T>(error: T, names: ApiNames): T {
  if (!AzureMLError.isInstance(error) || names.renamed === undefined || done.has(error)) return error
  changeMessage(error, inNamesOf(names, error.message))
  return keepMessage(error)
}

/** Keeps the message of an error unchanged: it quotes the endpoint, and our own names in it have been replaced. */
export function keepMessage<T extends AzureMLError>(error: T): T {
  done.add(error)
  return error
}

/** Changes the message of an error, and its copy in the stack. */
function changeMessage(error: AzureMLError, changed: string): void {
  const { message, stack } = error
  error.message = changed
  // The stack starts with the message as it was when the error was created.
  if (typeof stack === 'string') error.stack = stack.replace(message, () => changed)
}
