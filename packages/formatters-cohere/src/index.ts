export { CohereContentFormatter } from './cohere-content-formatter.ts'
