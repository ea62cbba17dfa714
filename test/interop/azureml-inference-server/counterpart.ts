import type { Counterpart } from '../frame/counterpart.ts'
import { allowedDifferences } from './allowed-differences.ts'

export const counterpart: Counterpart = {
  name: 'Microsoft’s inference server for scoring scripts',
  package: 'azureml-inference-server-http',
  proves: '`/score` as custom-code deployments answer it',
  taught: [
    'A script that returns a generator in an `AMLResponse` streams from `/score`; what it yields arrives at once.',
  ],
  allowed: allowedDifferences,
}
