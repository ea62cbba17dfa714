import { type HeaderValues, SealedHeaders } from './secret-headers.ts'
import { SealedParameters } from './secret-parameters.ts'

/** Seals the headers and body parameters among call options, so that traces show no secret. */
export function sealOptions<Options extends object>(options: Options): Options {
  const { headers, modelKwargs } = options as { readonly headers?: unknown; readonly modelKwargs?: unknown }
  const sealsHeaders = typeof headers === 'object' && headers !== null && !(headers instanceof SealedHeaders)
  const parameters = SealedParameters.seal(modelKwargs)
  if (!sealsHeaders && parameters === modelKwargs) return options
  return {
    ...options,
    ...(sealsHeaders && { headers: new SealedHeaders(headers as HeaderValues) }),
    ...(parameters !== modelKwargs && { modelKwargs: parameters }),
  }
}
