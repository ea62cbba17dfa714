import type { Fault } from '../script/fault.ts'

/** The workspace that the emulated control plane (Azure Resource Manager) shows, with the emulator's endpoints in it. */
export interface EmulatedWorkspace {
  /** The subscription. @default '00000000-0000-0000-0000-000000000000' */
  readonly subscriptionId?: string | undefined
  /** The resource group. @default 'emulator' */
  readonly resourceGroupName?: string | undefined
  /** The workspace. @default 'emulator' */
  readonly workspaceName?: string | undefined
  /** The name of the first endpoint, which the option `endpoints` does not name. @default 'emulator' */
  readonly endpointName?: string | undefined
  /** The Entra tokens that the control plane accepts. @default any; a JWT is still checked for expiry and audience */
  readonly accept?: string | readonly string[] | undefined
  /** Actions that callers have no right to, such as `Microsoft.MachineLearningServices/workspaces/onlineEndpoints/listKeys/action`. */
  readonly deniedActions?: readonly string[] | undefined
  /** Seconds that an Azure ML token (`aml_token`) is valid; it should be renewed after five sixths of them. @default 3_600 */
  readonly tokenSeconds?: number | undefined
  /** Entries on each page of a list. @default 30 */
  readonly pageSize?: number | undefined
  /** Faults of the control plane, in order. A status has the body that Azure Resource Manager sends with it. */
  readonly faults?: readonly Fault[] | undefined
}

/** The states of an endpoint or a deployment in the control plane. */
export const provisioningStates = ['Creating', 'Deleting', 'Succeeded', 'Failed', 'Updating', 'Canceled'] as const

/** The state of an endpoint or a deployment in the control plane. */
export type ProvisioningState = (typeof provisioningStates)[number]
