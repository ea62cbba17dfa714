import { adviceForName, ConfigurationError, plainName, rejectUnknownNames, rightName } from '@azureml-endpoints/core'

/** Returns the advice for an option of a call that nobody knows; `settings` are the names of the provider's settings. */
export function adviceForOption(name: string, known: ReadonlySet<string>, settings: ReadonlySet<string>): string {
  const argument = callArguments.get(plainName(name))
  if (argument !== undefined) return `Pass \`${argument}\` to the function of the AI SDK, outside of providerOptions.`
  const setting = rightName(name, settings)
  return setting === undefined || rightName(name, known) !== undefined
    ? adviceForName(name, known)
    : `Pass \`${setting}\` to createAzureML: it is a setting of the provider.`
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
  for (const [name, value] of Object.entries(settings)) {
    const advice = value === undefined || known.has(name) ? undefined : adviceForSetting(plainName(name))
    if (advice !== undefined) throw new ConfigurationError(`\`${name}\` is unknown. ${advice}`, { setting: name })
  }
  rejectUnknownNames(settings, known)
}

function adviceForSetting(spelling: string): string | undefined {
  const argument = callArguments.get(spelling)
  return argument === undefined ? otherSettings.get(spelling) : `Pass \`${argument}\` to \`generateText\` and the like.`
}

/** Settings of other providers, without their spelling. */
const otherSettings: ReadonlyMap<string, string> = new Map([
  ['model', "Name the deployment when you create a model, as in azureML('blue'), or pass `model` in `modelKwargs`."],
  ['modelid', "Name the deployment when you create a model, as in azureML('blue'), or pass `model` in `modelKwargs`."],
  ['includeusage', 'Use `streamUsage`.'],
  ['supportsstructuredoutputs', "Use `jsonSchema`: 'native' or 'prompt'."],
  ['structuredoutputs', "Use `jsonSchema`: 'native' or 'prompt'."],
  ['queryparams', 'Put them into the query of `endpointUrl`.'],
  ['apiversion', 'Put it into the query of `endpointUrl`, as `api-version`.'],
  ['resourcename', 'Use `endpointUrl`, with the whole path.'],
  ['tokenprovider', 'Pass it as `endpointApiKey`, or a `credential`.'],
  ['organization', 'Use `headers`.'],
  ['project', 'Use `headers`.'],
])

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
  ['dimensions', 'dimensions'],
  ['topn', 'topN'],
])
