import { type HeaderValues, SecretHeaders } from './secret-headers.ts'
import { SecretParameters } from './secret-parameters.ts'

/** Seals the headers and body parameters among call options, so that traces show no secret. */
export function wrapSecrets<Options extends object>(options: Options): Options {
  const { headers, modelKwargs } = options as { readonly headers?: unknown; readonly modelKwargs?: unknown }
  const sealsHeaders = typeof headers === 'object' && headers !== null && !(headers instanceof SecretHeaders)
  const parameters = SecretParameters.wrap(modelKwargs)
  if (!sealsHeaders && parameters === modelKwargs) return options
  return {
    ...options,
    ...(sealsHeaders && { headers: new SecretHeaders(headers as HeaderValues) }),
    ...(parameters !== modelKwargs && { modelKwargs: parameters }),
  }
}
