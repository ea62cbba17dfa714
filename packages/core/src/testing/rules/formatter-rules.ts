import { AzureMLEndpointApiType } from '@azureml-endpoints/core'
import type { ContentFormatterBase } from '../../formatter/formatter.ts'
import { kindOf } from '../checks/format.ts'
import type { RecordedExchange } from '../exchanges/recorded-exchange.ts'

/** Describes what is wrong with the shape of a formatter; its codecs are tested only if nothing is. */
export function formatterFault(formatter: unknown): string | undefined {
  if (typeof formatter !== 'object' || formatter === null) return `It is ${kindOf(formatter)}, not a formatter.`
  const { name, codecs } = formatter as Partial<ContentFormatterBase>
  if (typeof name !== 'string' || name === '')
    return `Its \`name\` is ${kindOf(name)}; it must be a non-empty string, which error messages show.`
  if (typeof codecs !== 'object' || codecs === null) return `Its \`codecs\` is ${kindOf(codecs)}, not an object.`
  const unknown = Object.keys(codecs).find((apiType) => !Object.hasOwn(AzureMLEndpointApiType, apiType))
  if (unknown !== undefined) return `\`codecs.${unknown}\` is not an API type; those are dedicated and serverless.`
  if (apiTypesOf(formatter as ContentFormatterBase).length === 0)
    return 'Its `codecs` are empty, so it supports no API type.'
  for (const apiType of apiTypesOf(formatter as ContentFormatterBase)) {
    const codec: unknown = codecs[apiType]
    if (typeof codec !== 'object' || codec === null) return `\`codecs.${apiType}\` is ${kindOf(codec)}, not a codec.`
    const { formatRequest, parseResponse, openStream } = codec as Readonly<Record<string, unknown>>
    if (typeof formatRequest !== 'function') return `\`codecs.${apiType}.formatRequest\` is ${kindOf(formatRequest)}.`
    if (typeof parseResponse !== 'function') return `\`codecs.${apiType}.parseResponse\` is ${kindOf(parseResponse)}.`
    if (openStream !== undefined && typeof openStream !== 'function') {
      return `\`codecs.${apiType}.openStream\` is ${kindOf(openStream)}; leave it out if the codec cannot stream.`
    }
  }
  return undefined
}

/** Describes what is wrong with the list of recorded exchanges. */
export function recordingFault(
  formatter: ContentFormatterBase,
  exchanges: readonly RecordedExchange[],
): string | undefined {
  const supported = apiTypesOf(formatter)
  const missing = supported.find((apiType) => !exchanges.some((exchange) => exchange.apiType === apiType))
  if (missing !== undefined) return `It supports ${missing}, but no exchange is recorded for it.`
  const foreign = exchanges.find(({ apiType }) => !supported.includes(apiType))
  if (foreign !== undefined)
    return `The exchange "${foreign.name}" is for ${foreign.apiType}, which it does not support.`
  const empty = exchanges.find(({ request, response, events }) => !request && response === undefined && !events)
  return empty && `The exchange "${empty.name}" has neither a request nor an answer.`
}

/** Returns the API types that a formatter supports. */
export function apiTypesOf({ codecs }: ContentFormatterBase): readonly AzureMLEndpointApiType[] {
  return Object.values(AzureMLEndpointApiType).filter((apiType) => codecs[apiType] !== undefined)
}
