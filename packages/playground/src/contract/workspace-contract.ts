import type { ApiType } from './playground-contract.ts'

/** An endpoint of the workspace that can be chosen. */
export interface WorkspaceChoice {
  readonly name: string
  readonly kind: 'online' | 'serverless'
  /** The state: `Succeeded` if it is ready. */
  readonly state: string
  readonly authMode: string
  readonly apiType?: ApiType | undefined
  readonly deployments: readonly WorkspaceDeployment[]
  /** The name of the formatter for its model, for serverless endpoints. */
  readonly formatter?: string | undefined
}

/** A deployment that can be chosen. */
interface WorkspaceDeployment {
  readonly name: string
  /** Its share of the requests that name no deployment, in percent. */
  readonly traffic: number
  /** The name of the formatter for its model, if the model is known. */
  readonly formatter?: string | undefined
}

/** Which endpoint to connect to. */
export interface WorkspaceSelection {
  readonly endpointName: string
  readonly deploymentName?: string | undefined
}
