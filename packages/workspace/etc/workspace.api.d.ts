import { AzureMLEndpointApiType, EndpointOptions, TokenCredential } from "@azureml-endpoints/core";
interface WorkspaceOptions {
  readonly subscriptionId?: string | undefined;
  readonly resourceGroupName?: string | undefined;
  readonly workspaceName?: string | undefined;
  readonly configPath?: string | URL | undefined;
  readonly credential: TokenCredential;
  readonly armEndpoint?: string | URL | undefined;
  readonly maxRetries?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}
interface ConnectOptions extends WorkspaceOptions {
  readonly endpointName: string;
  readonly deploymentName?: string | undefined;
  readonly route?: string | undefined;
  readonly allowInsecureHttp?: boolean | undefined;
}
type ConnectedEndpoint = Pick<EndpointOptions, "endpointApiType" | "endpointApiKey" | "credential" | "deploymentName" | "allowInsecureHttp"> & {
  readonly endpointUrl: string;
};
declare function connectEndpoint(options: ConnectOptions): Promise<ConnectedEndpoint>;
interface WorkspaceEndpoint {
  readonly name: string;
  readonly kind: "online" | "serverless";
  readonly provisioningState: string;
  readonly authMode: EndpointAuthMode | (string & {});
  readonly scoringUrl?: string | undefined;
  readonly endpointApiType?: AzureMLEndpointApiType | undefined;
  readonly deployments: readonly EndpointDeployment[];
  readonly modelId?: string | undefined;
}
type EndpointAuthMode = "key" | "aml_token" | "aad_token";
interface EndpointDeployment {
  readonly name: string;
  readonly provisioningState: string;
  readonly traffic: number;
  readonly modelId?: string | undefined;
  readonly endpointApiType?: AzureMLEndpointApiType | undefined;
}
declare function listEndpoints(options: WorkspaceOptions): Promise<readonly WorkspaceEndpoint[]>;
interface DeployedModel {
  readonly modelId?: string | undefined;
  readonly endpointApiType?: AzureMLEndpointApiType | undefined;
}
type FormatterSuggestion = KnownFormatter | UnknownFormatter;
interface KnownFormatter {
  readonly known: true;
  readonly family: string;
  readonly basis: "registry" | "name";
  readonly formatter: string;
  readonly package: string;
  readonly operation: "chat" | "embed" | "rerank";
  readonly endpointApiType?: AzureMLEndpointApiType | undefined;
  readonly route?: string | undefined;
  readonly needs: readonly string[];
}
interface UnknownFormatter {
  readonly known: false;
  readonly reason: string;
}
declare function suggestFormatter(deployed: DeployedModel | string): FormatterSuggestion;
export { type ConnectOptions, type ConnectedEndpoint, type DeployedModel, type EndpointAuthMode, type EndpointDeployment, type FormatterSuggestion, type KnownFormatter, type UnknownFormatter, type WorkspaceEndpoint, type WorkspaceOptions, connectEndpoint, listEndpoints, suggestFormatter };