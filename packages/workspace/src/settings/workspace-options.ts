import type { TokenCredential } from '@azureml-endpoints/core'

/** The names that identify a workspace. */
export interface WorkspaceNames {
  readonly subscriptionId: string
  readonly resourceGroupName: string
  readonly workspaceName: string
}

/** Which workspace, and how to reach its control plane. */
export interface WorkspaceOptions {
  /** The id of the subscription. @default `AZURE_SUBSCRIPTION_ID`, else the workspace's config file */
  readonly subscriptionId?: string | undefined
  /** The name of the resource group. @default `AZURE_RESOURCE_GROUP`, else the workspace's config file */
  readonly resourceGroupName?: string | undefined
  /** The name of the workspace. @default `AZUREML_WORKSPACE_NAME`, else the workspace's config file */
  readonly workspaceName?: string | undefined
  /**
   * The workspace's config file, or a folder from which to search upwards for it. A path takes precedence over the environment.
   * @default the current folder
   */
  readonly configPath?: string | URL | undefined
  /** The identity that calls the control plane; any credential of `@azure/identity`. */
  readonly credential: TokenCredential
  /**
   * The address of Azure Resource Manager, for sovereign clouds and emulators.
   * @default `AZURE_ARM_ENDPOINT`, else 'https://management.azure.com'
   */
  readonly armEndpoint?: string | URL | undefined
  /** How many times Azure's client retries a request to the control plane. @default 3 */
  readonly maxRetries?: number | undefined
  /** Aborts connecting or listing; later renewals of keys and tokens are not affected. */
  readonly signal?: AbortSignal | undefined
}

/** Which endpoint of the workspace to call. */
export interface ConnectOptions extends WorkspaceOptions {
  /** The name of a managed, Kubernetes or serverless endpoint. If two have the same name, the serverless one is not used. */
  readonly endpointName: string
  /** The deployment to call, which must exist. @default `AZUREML_DEPLOYMENT_NAME`, else the traffic rules choose */
  readonly deploymentName?: string | undefined
  /**
   * The path to call, such as `/v1/chat/completions`, in place of the one that the control plane shows.
   * @default the path of the scoring URI; `/v1/chat/completions` for a serverless endpoint, whose URI has no path
   */
  readonly route?: string | undefined
  /** Allows endpoints with `http:` URLs, as Kubernetes endpoints without TLS have them. @default false */
  readonly allowInsecureHttp?: boolean | undefined
}
