/** The names in a path of Azure Resource Manager; absent ones are those that the path does not reach. */
export interface ArmPath {
  readonly subscriptionId?: string | undefined
  readonly resourceGroupName?: string | undefined
  /** What follows the provider: kinds and names in turn, and an action at the end. */
  readonly segments: readonly string[]
}

/** Parses a path below `/subscriptions`; `undefined` if it is of another resource provider. Kinds are in any case, as in Azure. */
export function parseArmPath(path: string): ArmPath | undefined {
  const found = pattern.exec(path)
  if (found === null) return undefined
  const [, subscriptionId, resourceGroupName, rest = ''] = found
  return {
    subscriptionId: decoded(subscriptionId),
    resourceGroupName: decoded(resourceGroupName),
    segments: rest.split('/').flatMap((segment) => (segment === '' ? [] : [decoded(segment) ?? ''])),
  }
}

/** Whether two names or kinds are the same to Azure. */
export function sameName(left: string | undefined, right: string): boolean {
  return left?.toLowerCase() === right.toLowerCase()
}

const pattern =
  /^\/subscriptions(?:\/([^/]+)(?:\/resourceGroups\/([^/]+))?(?:\/providers\/Microsoft\.MachineLearningServices(\/.*)?)?)?\/?$/i

function decoded(segment: string | undefined): string | undefined {
  if (segment === undefined) return undefined
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
