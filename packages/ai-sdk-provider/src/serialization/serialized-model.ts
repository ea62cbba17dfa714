import { type JSONObject, LoadSettingError } from '@ai-sdk/provider'
import {
  type ContentFormatterBase,
  formatterOptionNames,
  isSecretName,
  redactParameters,
} from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import type { Operation } from '../endpoint/default-formatter.ts'
import { Deployment } from '../endpoint/deployment.ts'
import type { AzureMLProviderSettings } from '../settings/provider-settings.ts'

/** A serialized model, for the steps of a durable workflow: plain JSON, without secrets. */
export type SerializedModel = {
  readonly modelId: string
  readonly config: JSONObject
}

/** The settings that are JSON and not secret. */
const plain = [
  'endpointApiType',
  'timeout',
  'idleTimeout',
  'allowInsecureHttp',
  'coalesceDeltas',
  'maxEmbeddingsPerCall',
  'supportsParallelCalls',
  'name',
  ...formatterOptionNames,
] as const

/** Serializes a model. Keys, credentials and functions are left out; the next step reads the key from its environment. */
export function serializeModel({ settings, name, modelId }: Deployment): SerializedModel {
  const { endpointUrl, headers, contentFormatter, supportedUrls } = settings
  const config = {
    ...Object.fromEntries(plain.map((setting) => [setting, settings[setting]])),
    ...Object.fromEntries(limits.filter((limit) => settings[limit] === Infinity).map((limit) => [limit, 'Infinity'])),
    deploymentName: name,
    endpointUrl: endpointUrl === undefined ? undefined : redactUrl(endpointUrl),
    headers: headers && Object.fromEntries(Object.entries(headers).filter(isPublicHeader)),
    // The next step has no other place to read them from: a call then says what is missing.
    modelKwargs: redactParameters(settings.modelKwargs, () => '<redacted>'),
    contentFormatter: contentFormatter === undefined ? undefined : nameOf(contentFormatter),
    transformRequestBody: settings.transformRequestBody && true,
    supportedUrls: supportedUrls && mapPatterns(supportedUrls, ({ source, flags }: RegExp) => ({ source, flags })),
  }
  return { modelId, config: JSON.parse(JSON.stringify(config)) as JSONObject }
}

/** Deserializes a model. What is missing, such as the key, is read from the environment on first use. */
export function deserializeModel({ config }: SerializedModel, operation: Operation): Deployment {
  const { contentFormatter: formatter, supportedUrls: urls, transformRequestBody: transforms, ...settings } = config
  const contentFormatter = typeof formatter === 'string' ? missingFormatter(formatter) : undefined
  const supportedUrls = urls && mapPatterns(urls as Patterns<Pattern>, ({ source, flags }) => new RegExp(source, flags))
  const transformRequestBody = transforms === true ? missingTransform : undefined
  const unlimited = Object.fromEntries(
    limits.filter((limit) => settings[limit] === 'Infinity').map((limit) => [limit, Infinity]),
  )
  return new Deployment(
    { ...settings, ...unlimited, contentFormatter, supportedUrls, transformRequestBody } as AzureMLProviderSettings,
    operation,
  )
}

/** The settings that may be `Infinity`, which JSON cannot represent: it would become `null`, and so the default. */
const limits = ['timeout', 'idleTimeout', 'maxEmbeddingsPerCall'] as const

type Pattern = Pick<RegExp, 'source' | 'flags'>
type Patterns<P> = Readonly<Record<string, readonly P[]>>

function mapPatterns<From, To>(patterns: Patterns<From>, change: (pattern: From) => To): Record<string, To[]> {
  return Object.fromEntries(Object.entries(patterns).map(([mediaType, urls]) => [mediaType, urls.map(change)]))
}

/** Returns the name of a formatter, which cannot be serialized itself; the default one needs no name. */
function nameOf(formatter: NonNullable<AzureMLProviderSettings['contentFormatter']>): string | undefined {
  return formatter === CustomOpenAIChatContentFormatter ? undefined : formatter.name
}

function missingFormatter(name: string): new () => ContentFormatterBase {
  return function MissingFormatter() {
    throw new LoadSettingError({
      message: `The content formatter "${name}" was lost when the model was serialized. Create the provider inside the workflow step, or omit \`contentFormatter\` to use the default formatter.`,
    })
  } as unknown as new () => ContentFormatterBase
}

function missingTransform(): never {
  throw new LoadSettingError({
    message:
      '`transformRequestBody` was lost when the model was serialized. Create the provider inside the workflow step.',
  })
}

function redactUrl(endpointUrl: string | URL): string {
  if (!URL.canParse(endpointUrl)) return String(endpointUrl)
  const url = new URL(endpointUrl)
  url.username = ''
  url.password = ''
  const secrets = Array.from(url.searchParams.keys()).filter(isSecretName)
  for (const parameter of secrets) url.searchParams.delete(parameter)
  return url.href
}

/** Returns whether a header may be serialized: neither its name nor its value suggests a secret. */
function isPublicHeader([name, value]: readonly [string, unknown]): boolean {
  return !isSecretName(name) && !(typeof value === 'string' && /^(Bearer|Basic) /i.test(value))
}
