import { type HeaderValues, SecretHeaders } from './secret-headers.ts'
import { SecretParameters } from './secret-parameters.ts'

/** Wraps the headers and body parameters among call options, so that traces contain no secrets. */
export function wrapSecrets<Options extends object>(options: Options): Options {
  const { headers, modelKwargs } = options as { readonly headers?: unknown; readonly modelKwargs?: unknown }
  const wrapsHeaders = typeof headers === 'object' && headers !== null && !(headers instanceof SecretHeaders)
  const parameters = SecretParameters.wrap(modelKwargs)
  if (!wrapsHeaders && parameters === modelKwargs) return options
  return {
    ...options,
    ...(wrapsHeaders && { headers: new SecretHeaders(headers as HeaderValues) }),
    ...(parameters !== modelKwargs && { modelKwargs: parameters }),
  }
}
