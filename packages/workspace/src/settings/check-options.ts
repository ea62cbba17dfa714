import { ConfigurationError } from '@azureml-endpoints/core'
import type { ConnectOptions, WorkspaceOptions } from './workspace-options.ts'

/** The names of the options of `listEndpoints`. */
export const workspaceOptionNames: ReadonlySet<string> = new Set(
  Object.keys({
    subscriptionId: true,
    resourceGroupName: true,
    workspaceName: true,
    configPath: true,
    credential: true,
    armEndpoint: true,
    maxRetries: true,
    signal: true,
  } satisfies Record<keyof WorkspaceOptions, true>),
)

/** The names of the options of `connectEndpoint`. */
export const connectOptionNames: ReadonlySet<string> = new Set([
  ...workspaceOptionNames,
  ...Object.keys({
    endpointName: true,
    deploymentName: true,
    route: true,
    allowInsecureHttp: true,
  } satisfies Record<Exclude<keyof ConnectOptions, keyof WorkspaceOptions>, true>),
])

/** Checks what would otherwise fail later and far from its cause, for callers without types. */
export function checkOptions(options: Partial<WorkspaceOptions> | undefined): void {
  if (typeof options !== 'object' || options === null) {
    throw new ConfigurationError('The options are missing. Pass at least `{ credential }`.')
  }
  const { credential, maxRetries, configPath } = options
  if (typeof credential?.getToken !== 'function') {
    throw new ConfigurationError(
      '`credential` is missing or has no `getToken`. Pass a credential of @azure/identity, such as `new DefaultAzureCredential()`.',
      { setting: 'credential' },
    )
  }
  if (maxRetries !== undefined && !(Number.isInteger(maxRetries) && maxRetries >= 0 && maxRetries <= 100)) {
    throw new ConfigurationError('`maxRetries` must be a whole number from 0 to 100.', { setting: 'maxRetries' })
  }
  if (configPath !== undefined && typeof configPath !== 'string' && !(configPath instanceof URL)) {
    throw new ConfigurationError('`configPath` must be a path or a file URL.', { setting: 'configPath' })
  }
}
