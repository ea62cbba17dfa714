import type { AzureMLEndpointApiType } from '@azureml-endpoints/core'

/** An endpoint as the control plane shows it. */
export interface WorkspaceEndpoint {
  /** The name, unique among the endpoints of its kind in the workspace. */
  readonly name: string
  /** `online` for managed and Kubernetes endpoints, `serverless` for pay-as-you-go models. */
  readonly kind: 'online' | 'serverless'
  /** The state: `Succeeded` if it is ready, else `Creating`, `Updating`, `Deleting`, `Failed` or `Canceled`. */
  readonly provisioningState: string
  /** How callers authenticate; another string if Azure has added a mode since. */
  readonly authMode: EndpointAuthMode | (string & {})
  /** The scoring URI, or the target URI of a serverless endpoint; absent until the endpoint exists. */
  readonly scoringUrl?: string | undefined
  /** The API type of that URL: `dedicated` for `/score`; absent if its path does not tell. */
  readonly endpointApiType?: AzureMLEndpointApiType | undefined
  /** The deployments behind it; a serverless endpoint has none. */
  readonly deployments: readonly EndpointDeployment[]
  /** The asset id of the model of a serverless endpoint. */
  readonly modelId?: string | undefined
}

/** How callers authenticate: with a key, with a token of the control plane, or with an Entra ID token. */
export type EndpointAuthMode = 'key' | 'aml_token' | 'aad_token'

/** A deployment as the control plane shows it. */
export interface EndpointDeployment {
  /** The name, as in `deploymentName`. */
  readonly name: string
  /** The state: `Succeeded` if it is ready. */
  readonly provisioningState: string
  /** Its share of the requests that name no deployment, in percent. */
  readonly traffic: number
  /** The asset id of the model; absent if the image contains the model. */
  readonly modelId?: string | undefined
  /** The API type of the endpoint's scoring URI. */
  readonly endpointApiType?: AzureMLEndpointApiType | undefined
}
