/** What an asset id says of a model. */
export interface ModelAsset {
  /** The name, without its version. */
  readonly name: string
  /** The registry it comes from; absent for a model of a workspace. */
  readonly registry: string | undefined
}

/** Parses the asset id of a model in any form that Azure uses; `undefined` if it names no registered model. */
export function parseAssetId(id: string): ModelAsset | undefined {
  if (id.length > maxLength) return undefined
  for (const form of forms) {
    const { name, registry } = form.exec(id.trim())?.groups ?? {}
    if (name !== undefined) return { name, registry }
  }
  return undefined
}

const maxLength = 2_000

/** What ends a name: a version, a label, or nothing. */
const end = String.raw`(?:\/(?:versions|labels)\/[^/]+)?\/?$`

const forms: readonly RegExp[] = [
  new RegExp(String.raw`^azureml:\/\/registries\/(?<registry>[^/]+)\/models\/(?<name>[^/]+)${end}`, 'i'),
  // With the workspace by its id, or with all names, as jobs and portals write them.
  new RegExp(String.raw`^azureml:\/\/locations\/[^/]+\/workspaces\/[^/]+\/models\/(?<name>[^/]+)${end}`, 'i'),
  new RegExp(
    String.raw`^(?:azureml:\/)?\/subscriptions\/[^/]+\/resourceGroups\/[^/]+(?:\/providers\/Microsoft\.MachineLearningServices)?\/workspaces\/[^/]+\/models\/(?<name>[^/]+)${end}`,
    'i',
  ),
  new RegExp(
    String.raw`^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.MachineLearningServices\/registries\/(?<registry>[^/]+)\/models\/(?<name>[^/]+)${end}`,
    'i',
  ),
  /^azureml:(?<name>[^/:@]+)(?:[:@][^/:@]+)?$/i,
]
