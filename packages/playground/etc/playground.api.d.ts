import { TokenCredential } from "@azureml-endpoints/core";
import "hono";
import "ai";
interface PageFile {
  readonly content: string | Uint8Array<ArrayBuffer>;
  readonly type: string;
}
type ApiType = "dedicated" | "serverless";
interface OwnEndpoint {
  readonly url: string;
  readonly apiType: ApiType;
  readonly deploymentName?: string | undefined;
}
interface InitialEndpoint extends OwnEndpoint {
  readonly key?: string | undefined;
}
interface RunningPlayground {
  readonly url: string;
  readonly loopback: boolean;
  readonly close: () => Promise<void>;
}
interface PlaygroundOptions {
  readonly port: number;
  readonly host?: string | undefined;
  readonly endpoint?: InitialEndpoint | undefined;
  readonly credential?: TokenCredential | undefined;
  readonly page?: ReadonlyMap<string, PageFile> | undefined;
}
declare function startPlayground(options: PlaygroundOptions): Promise<RunningPlayground>;
export { type PlaygroundOptions, type RunningPlayground, startPlayground };