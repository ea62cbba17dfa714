export { createNodeFetch, nodeFetch, type NodeFetchOptions } from './node-fetch.ts'
