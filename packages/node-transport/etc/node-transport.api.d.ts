import { Agent } from "node:http";
import { Agent as Agent$1 } from "node:https";
interface NodeFetchOptions {
  readonly httpAgent?: Agent | undefined;
  readonly httpsAgent?: Agent$1 | undefined;
}
declare function createNodeFetch(options?: NodeFetchOptions): typeof fetch;
declare const nodeFetch: typeof fetch;
export { type NodeFetchOptions, createNodeFetch, nodeFetch };