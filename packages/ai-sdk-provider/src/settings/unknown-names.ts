import { ConfigurationError, plainName, rejectUnknownNames } from '@azureml-endpoints/core'

/** Returns what to do about an option of a call that nobody knows. */
export function adviceForOption(name: string, known: ReadonlySet<string>): string {
  const argument = callArguments.get(plainName(name))
  if (argument !== undefined) return `Pass \`${argument}\` to the function of the AI SDK, outside of providerOptions.`
  const message = messageOf({ [name]: true }, known)
  return known.has('modelKwargs') ? message.replace(/^.*? is unknown\. /, '') : message
}

/**
 * Rejects settings of a provider that nobody reads.
 * @throws ConfigurationError that names the right one.
 */
export function rejectUnknownSettings(settings: object, known: ReadonlySet<string>): void {
  for (const name of ['maxRetries', 'onRetry']) {
    if ((settings as Readonly<Record<string, unknown>>)[name] === undefined) continue
    const instead = name === 'maxRetries' ? 'Pass `maxRetries` to `generateText` and the like.' : 'Leave it out.'
    throw new ConfigurationError(
      `\`${name}\` is not a setting of the provider, because the AI SDK retries. ${instead}`,
      {
        setting: name,
      },
    )
  }
  rejectUnknownNames(settings, known)
}

function messageOf(fields: object, known: ReadonlySet<string>): string {
  try {
    rejectUnknownNames(fields, known)
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

/** Arguments of `generateText` and the like, by the names that users try. */
const callArguments: ReadonlyMap<string, string> = new Map([
  ['temperature', 'temperature'],
  ['topp', 'topP'],
  ['topk', 'topK'],
  ['maxtokens', 'maxOutputTokens'],
  ['maxoutputtokens', 'maxOutputTokens'],
  ['maxcompletiontokens', 'maxOutputTokens'],
  ['maxnewtokens', 'maxOutputTokens'],
  ['stop', 'stopSequences'],
  ['stopsequences', 'stopSequences'],
  ['seed', 'seed'],
  ['randomseed', 'seed'],
  ['presencepenalty', 'presencePenalty'],
  ['frequencypenalty', 'frequencyPenalty'],
  ['reasoning', 'reasoning'],
  ['tools', 'tools'],
  ['toolchoice', 'toolChoice'],
  ['responseformat', 'output'],
  ['maxretries', 'maxRetries'],
  ['headers', 'headers'],
  ['signal', 'abortSignal'],
  ['abortsignal', 'abortSignal'],
])
