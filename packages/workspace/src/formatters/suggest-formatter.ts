import { type AzureMLEndpointApiType, printable } from '@azureml-endpoints/core'
import { type ModelAsset, parseAssetId } from './asset-id.ts'
import { type ModelFamily, modelFamilies, otherTasks } from './model-families.ts'

/** What is deployed: a deployment or a serverless endpoint of `listEndpoints`, or the asset id of a model alone. */
export interface DeployedModel {
  /** The asset id of the model, such as `azureml://registries/azureml/models/Phi-4/versions/7`. */
  readonly modelId?: string | undefined
  /** The API type of the URL that is called: `dedicated` for `/score`. */
  readonly endpointApiType?: AzureMLEndpointApiType | undefined
}

/** The formatter for a deployed model, or why none is known. */
export type FormatterSuggestion = KnownFormatter | UnknownFormatter

/** The formatter for a model, and what else its family needs. */
export interface KnownFormatter {
  /** That a formatter is known. */
  readonly known: true
  /** The family, as in the table of model families in the documentation. */
  readonly family: string
  /**
   * `registry` if a catalog says what the model is; `name` if only its name does, which the owner of a workspace or a registry of
   * their own chooses freely.
   */
  readonly basis: 'registry' | 'name'
  /** The name of the formatter's class. */
  readonly formatter: string
  /** The package that exports it. */
  readonly package: string
  /** What the model is for: the method of the client. */
  readonly operation: 'chat' | 'embed' | 'rerank'
  /** The API type to call it with; absent if the deployment did not tell. */
  readonly endpointApiType?: AzureMLEndpointApiType | undefined
  /** The route to pass to `connectEndpoint`, where the one that the control plane shows does not fit. */
  readonly route?: string | undefined
  /** What to set in addition, each as a phrase. */
  readonly needs: readonly string[]
}

/** No formatter is known for a model. */
export interface UnknownFormatter {
  /** That none is known. */
  readonly known: false
  /** Why, and where to look. */
  readonly reason: string
}

/** Suggests the formatter for a deployed model, from its asset id alone: it sends no request, and does not guess. */
export function suggestFormatter(deployed: DeployedModel | string): FormatterSuggestion {
  const { modelId, endpointApiType } = typeof deployed === 'string' ? { modelId: deployed } : deployed
  if (modelId === undefined || modelId === '')
    return unknown('The deployment has no model of its own: its image contains it.')
  const asset = parseAssetId(modelId)
  if (asset === undefined) {
    return unknown(`${shown(modelId)} is not the asset id of a registered model.`)
  }
  const name = catalogName(asset)
  const family = modelFamilies.find(({ names }) => names.test(name))
  if (family === undefined || (family.operation === 'chat' && otherTasks.test(name)))
    return unknown(`The name ${shown(asset.name)} is of no family that is known here.`)
  return suggest(family, asset, endpointApiType)
}

function suggest(
  { names: _names, score, route, ...family }: ModelFamily,
  asset: ModelAsset,
  apiType: AzureMLEndpointApiType | undefined,
): FormatterSuggestion {
  const known = { known: true, basis: isCatalog(asset.registry) ? 'registry' : 'name', ...family } as const
  // Containers of this registry serve OpenAI's routes, even if the scoring URI ends in /score.
  const servesOpenAI = asset.registry?.toLowerCase() === 'huggingface'
  if (apiType === 'dedicated' && !servesOpenAI) {
    if (score) return { ...known, endpointApiType: 'dedicated' }
    return unknown(`The family ${family.family} has no known body format for /score.`)
  }
  const eitherType = apiType === undefined && score
  return { ...known, endpointApiType: eitherType ? undefined : 'serverless', route }
}

/** Publishers whose names precede those of their models in some registries. */
const publisher =
  /^(?:meta-llama-(?=meta-llama|llama)|mistralai-|microsoft-|qwen-(?=qwen)|deepseek-ai-|moonshotai-|openai-(?=gpt)|xai-org-|coherelabs-|cohereforai-)/

function catalogName({ name }: ModelAsset): string {
  return name.toLowerCase().slice(0, 200).replace(publisher, '')
}

/** The registries of Microsoft, of the publishers in its catalog, and of Hugging Face. */
function isCatalog(registry: string | undefined): boolean {
  return registry !== undefined && /^(?:azureml(?:-[a-z0-9]+)*|azure-openai|huggingface)$/i.test(registry)
}

function unknown(reason: string): UnknownFormatter {
  return { known: false, reason: `${reason} ${elsewhere}` }
}

const elsewhere =
  'See https://github.com/azureml-endpoints/azureml-endpoints/blob/main/docs/start/choosing.md for the formatter of each kind of deployment.'

function shown(text: string): string {
  return JSON.stringify(printable(text.slice(0, 200)))
}
