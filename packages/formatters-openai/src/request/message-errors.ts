import { ConfigurationError } from '@azureml-endpoints/core'

/** Creates the error for a request without messages. */
export function noMessages(): ConfigurationError {
  return new ConfigurationError('messages is empty. Pass at least one user message.', { setting: 'messages' })
}

/** Creates the error for a message whose role does not exist. */
export function unknownRole(message: unknown, index: number): ConfigurationError {
  const setting = `messages[${index}]`
  return new ConfigurationError(
    `${setting} has the role ${JSON.stringify((message as { role?: unknown }).role)}. Use system, user, assistant or tool.`,
    { setting },
  )
}

/** Rejects a message whose list of parts is empty; `setting` is the path of its content. */
export function rejectNoParts(content: readonly unknown[], setting: string): void {
  if (content.length > 0) return
  throw new ConfigurationError(`${setting} is an empty array. Pass a string, or at least one part.`, { setting })
}

/** Creates the error for a part whose type does not exist. */
export function unknownPart(part: unknown, setting: string): ConfigurationError {
  return new ConfigurationError(
    `${setting} has the type ${JSON.stringify((part as { type?: unknown }).type)}. ` +
      'Use text, image, audio, video or file.',
    { setting },
  )
}
